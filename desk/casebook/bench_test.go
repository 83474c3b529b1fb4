package casebook

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// shelf is a store that only reads.
type shelf map[station.Kind][]station.Record

func (s shelf) View(fn func(station.Reader) error) error            { return fn(s) }
func (s shelf) Seq() uint64                                         { return 0 }
func (s shelf) Records(kind station.Kind) ([]station.Record, error) { return s[kind], nil }
func (s shelf) Record(station.Kind, string) (station.Record, error) {
	return station.Record{}, station.NotFound("x", "没有。")
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, station.Zone)

// filled is a book of so many matters.
func filled(b *testing.B, n int) *Book {
	b.Helper()
	s := shelf{}
	for i := range n {
		data, err := json.Marshal(&matter.Registration{Channel: matter.ByKiosk, Title: fmt.Sprintf("第%d件，路灯不亮", i),
			Category: matter.Categories[i%12].ID, Village: fmt.Sprintf("第%d村", i%40)})
		if err != nil {
			b.Fatal(err)
		}
		r := station.Record{Kind: station.KindMatter, ID: fmt.Sprintf("m%06d", i)}
		for c, body := range []string{`{"type":"registered","by":{"role":"voter"},"data":` + string(data) + `}`,
			`{"type":"told","by":{"role":"voter"},"data":{"words":"晚上看不见，老人走路怕摔，已经说过好几次了。"}}`,
			`{"type":"accepted","by":{"role":"station_master"}}`} {
			if r, err = r.Apply(station.Change{Body: []byte(body), Header: station.Header{Origin: "box/1", Ctr: uint64(i*3 + c + 1),
				HLC: station.HLCAt(noon.Add(-time.Duration(i)*time.Hour)) + station.HLC(c), ID: r.ID, Kind: r.Kind, Op: station.OpEvent, Serial: uint64(i)}}); err != nil {
				b.Fatal(err)
			}
		}
		s[station.KindMatter] = append(s[station.KindMatter], r)
	}
	book := New(s, func() station.Reading { return station.Reading{Time: noon, Trust: station.TrustNTP} }, Stand{})
	if err := book.Renew(); err != nil {
		b.Fatal(err)
	}
	return book
}

var everybody = ScopeOf(door.Who{Roles: []station.Role{station.RoleMaster}})

func BenchmarkListOfTenThousand(b *testing.B) {
	book := filled(b, 10_000)
	for name, q := range map[string]Query{"plain": {Limit: 50}, "sorted": {Limit: 50, Sort: "due"},
		"filtered": {Limit: 50, State: []string{"accepted"}, Due: "late"}, "searched": {Limit: 50, Text: "怕摔 第7村"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				page, err := book.List(everybody, q)
				if err != nil || page.Total == 0 {
					b.Fatalf("%d rows, %v", page.Total, err)
				}
			}
		})
	}
}

func BenchmarkPilesOfTenThousand(b *testing.B) {
	book := filled(b, 10_000)
	for b.Loop() {
		if _, err := book.Piles(everybody, "a"); err != nil {
			b.Fatal(err)
		}
	}
}
