package core_test

import (
	"slices"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// A change that nobody can apply came damaged as well: the town laid it aside, the county took its bare header. When the words arrive,
// the county lays it aside too, and keeps what else is known of the record.
func TestWordsThatDoNotFitAreLaidAsideAfterTheirHeader(t *testing.T) {
	h, c, town, one, _ := county(t)
	town.write(at("/c/t/v1", article("a", "一")))
	h.settle()
	body := []byte(`["not","fields"]`)
	poison := station.Entry{Change: station.Change{Header: station.Header{Origin: "one/former", Ctr: 1, HLC: station.HLCAt(h.now), Scope: "/", Class: station.Public,
		Kind: station.KindArticle, ID: "a", Op: station.OpPut, BodyHash: station.HashOf(body), Schema: 1, Actor: "program"}}, Place: "/c/t/v1"}
	poison.At = poison.HLC
	poison.Proof = one.me().Sign(wire.ProofBytes(poison.Header.Hash()))
	keep := func(b *box, body []byte, via, fault string) {
		e := poison
		e.Body, e.Via, e.Fault = body, via, fault
		b.do(func(l station.Ledger) error { _, err := l.Append(e); return err })
	}
	keep(town, body, "one", "body_invalid")
	keep(c, nil, "town", "")
	h.compare()
	if got := c.parked(); !slices.Equal(got, []string{"body_invalid"}) {
		t.Errorf("the county keeps %v aside", got)
	}
	if c.title("a") != "一" || len(c.history(station.KindArticle, "a")) != 2 {
		t.Errorf("the county has %q in %d changes", c.title("a"), len(c.history(station.KindArticle, "a")))
	}
}
