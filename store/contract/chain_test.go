package contract

import (
	"context"
	"fmt"
	"testing"

	"lianzhan/station"
	"lianzhan/store"
)

// chain is what another box writes.
type chain struct {
	place string
	ctr   uint64
	head  station.Hash
	hlc   station.HLC
}

func newChain(place string) *chain { return &chain{place: place, hlc: 1 << 40} }

func (c *chain) said(id, text string) station.Entry {
	c.ctr++
	c.hlc += 1 << 16
	body := fmt.Appendf(nil, `{"type":"said","data":%q}`, text)
	e := station.Entry{Place: c.place, Via: "below", Change: station.Change{Body: body, Header: station.Header{
		Origin: "below/1", Ctr: c.ctr, Prev: c.head, HLC: c.hlc, Trust: station.TrustNTP, Scope: c.place, Class: station.Internal,
		Kind: station.KindMatter, ID: id, Op: station.OpEvent, BodyHash: station.HashOf(body), Schema: 1, Actor: "test"}}}
	c.head = e.Header.Hash()
	return e
}

// arrive takes entries in as one exchange.
func arrive(t testing.TB, db *store.DB, entries []station.Entry) {
	t.Helper()
	if err := db.Exchange(context.Background(), func(l station.Ledger) error {
		if err := station.Expect(l, entries); err != nil {
			return err
		}
		for _, e := range entries {
			if _, err := l.Append(e); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
