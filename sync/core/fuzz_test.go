package core_test

import (
	"testing"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// FuzzReceive gives a parent any push a child with a session may send: it answers or refuses with a code, keeps nothing
// personal, and a second delivery changes nothing.
func FuzzReceive(f *testing.F) {
	_, _, town, one, _ := county(f)
	one.write(article("a", "一"), article("b", "二"))
	var p core.Parcel
	one.do(func(l station.Ledger) (err error) {
		p, _, err = core.NextPush(l, one.me(), 0, 0, one.moment())
		return err
	})
	good, err := wire.Plain(p.Push)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"epoch":"` + p.Push.Epoch + `","items":[{"origin":"one/x","ctr":1,"class":"personal","body":{}}],"done":[1],"ask":[{"kind":"node","id":"n1"}]}`))
	f.Add([]byte(`{"epoch":"` + p.Push.Epoch + `","items":[],"told":[{"origin":"one/x","ctr":1,"class":"public","kind":"article","id":"a","op":"put","body":{}}],` +
		`"listed":{"parts":[0,1,99],"sums":[{"kind":"article","id":"a","sum":"x"}]}}`))
	before, from := town.Snapshot(), one.up.peer
	f.Fuzz(func(t *testing.T, raw []byte) {
		push, err := wire.ReadPlain[wire.Push](raw)
		if err != nil {
			return
		}
		town.Restore(before, false)
		first := receive(t, town, from, push)
		again := receive(t, town, from, push)
		for chain, ctr := range first.Ack {
			if again.Ack[chain] < ctr {
				t.Fatalf("%s: acknowledged %d, then %d", chain, ctr, again.Ack[chain])
			}
		}
		_ = town.Inspect(func(l station.Ledger) error {
			entries, _, err := l.Entries(0, 1_000_000)
			for _, e := range entries {
				if e.Class == station.Personal && e.Body != nil && e.Via != "" {
					t.Fatal("a personal body was taken in")
				}
			}
			return err
		})
	})
}

func receive(t *testing.T, at *box, from core.Peer, p wire.Push) (r wire.PushReply) {
	t.Helper()
	err := at.Exchange(func(l station.Ledger) (err error) {
		r, err = core.Receive(l, at.me(), from, p, at.moment())
		return err
	})
	if err != nil && station.Worded(err).Class == station.FaultInternal {
		t.Fatalf("not a refusal: %v", err)
	}
	return r
}

func BenchmarkReceive500(b *testing.B) {
	_, _, town, one, _ := county(b)
	edits := make([]station.Edit, 500)
	for i := range edits {
		edits[i] = article(string(rune('a'+i%26))+string(rune('a'+i/26)), "一件要紧的事情需要代表帮忙问一问")
	}
	one.write(edits...)
	var p core.Parcel
	one.do(func(l station.Ledger) (err error) {
		p, _, err = core.NextPush(l, one.me(), 0, 0, one.moment())
		return err
	})
	before := town.Snapshot()
	for b.Loop() {
		b.StopTimer()
		town.Restore(before, false)
		b.StartTimer()
		err := town.Exchange(func(l station.Ledger) error {
			r, err := core.Receive(l, town.me(), one.up.peer, p.Push, town.moment())
			if err == nil && len(r.Quarantined)+len(r.Need) > 0 {
				b.Fatal("not taken")
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(p.Push.Items)), "ns/change")
}
