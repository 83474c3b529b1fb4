package figure

import (
	"fmt"
	"testing"
	"time"

	"lianzhan/station"
)

// crowded is a county of 20 stations after five years: 100,000 records.
func crowded(b *testing.B) *Book {
	b.Helper()
	s := newSample(b).fill()
	book := s.book()
	model := map[station.Kind]station.Record{}
	for ref, id := range map[station.Kind]string{station.KindMatter: "m1", station.KindActivity: "v1", station.KindSession: "r1",
		station.KindArticle: "n1", station.KindDeputy: "d1"} {
		model[ref] = s.all[station.Ref{Kind: ref, ID: id}]
	}
	for n := range 20 {
		place := fmt.Sprintf("%s/town%d/v%d", county, n%5, n)
		for kind, many := range map[station.Kind]int{station.KindMatter: 2500, station.KindActivity: 1250, station.KindSession: 600,
			station.KindArticle: 600, station.KindDeputy: 50} {
			for i := range many {
				r := model[kind]
				r.ID, r.Place = fmt.Sprintf("%s-%d-%d", kind, n, i), place
				if err := book.Put(r); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	return book
}

func BenchmarkBoardOf100kRecords(b *testing.B) {
	book := crowded(b)
	q, m := Query{Scope: county, From: "2024-01-01", To: "2024-06-30"}, Moment{Now: time.Date(2024, 6, 30, 10, 0, 0, 0, station.Zone)}
	b.ResetTimer()
	for b.Loop() {
		book.Board(q, m)
	}
}

func BenchmarkPutMatter(b *testing.B) {
	s := newSample(b).fill()
	book, r := s.book(), s.all[station.Ref{Kind: station.KindMatter, ID: "m1"}]
	for b.Loop() {
		if err := book.Put(r); err != nil {
			b.Fatal(err)
		}
	}
}
