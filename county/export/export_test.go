package export

import (
	"bytes"
	"crypto/ed25519"
	"testing"

	"lianzhan/station"
)

// shelf is a county with records of these places.
type shelf struct {
	station.Reader
	places []string
}

func (s shelf) Seq() uint64 { return 1 }

func (s shelf) Records(kind station.Kind) (records []station.Record, err error) {
	for _, place := range s.places {
		if kind == station.KindArticle {
			records = append(records, station.Record{Kind: kind, ID: place, Place: place})
		}
	}
	return records, nil
}

// A misspelt branch is no empty file that somebody files away; the whole tree may be empty.
func TestABranchNobodyKnows(t *testing.T) {
	for _, c := range []struct {
		scope, code string
		articles    int
	}{
		{"/c/baita", "", 2},
		{"/c/baita/shi1", "", 1},
		{"", "", 2},
		{"/c/bata", "node_not_found", 0},
		{"/c/bai", "node_not_found", 0},
	} {
		m, err := Write(&bytes.Buffer{}, shelf{places: []string{"/c/baita", "/c/baita/shi1"}},
			Options{Scope: c.scope, Sign: ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))})
		if code := station.Worded(err).Code; err != nil && code != c.code || err == nil && c.code != "" {
			t.Errorf("%q: %v", c.scope, err)
		}
		if m.Records[station.KindArticle] != c.articles {
			t.Errorf("%q: %v", c.scope, m.Records)
		}
	}
}
