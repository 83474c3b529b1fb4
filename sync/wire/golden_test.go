package wire

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// golden are the frames docs/wire.md shows: each message at least once, signed by the key whose seed is 32 bytes of 1.
func golden() map[string]func(*testing.T, string) {
	seed := bytes.Repeat([]byte{1}, ed25519.SeedSize)
	key := ed25519.NewKeyFromSeed(seed)
	device := station.Device{ID: "5d1c0a9be2f34411", Key: Key(key.Public().(ed25519.PublicKey)), Seal: Seal([32]byte{2}),
		Since: time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)}
	node := station.Node{ID: "n7f3a", Name: "东村联络站", Scope: "/c/t/v", Kind: "station", Devices: []station.Device{device}}
	chain, epoch := "5d1c0a9be2f34411/0b7e61f2c9a84d30", "9f21c4d07be85a63"
	enrol := Enrol{Proto: 1, Code: "4F7K9QXM", Device: device.ID, Key: device.Key, Seal: device.Seal, Name: "东村联络站", Version: "1.4.0"}
	enrol.Sig = ed25519.Sign(key, enrol.Signed())
	hello := Hello{Proto: 1, Caps: []string{"branch", "disclosure", "orders"}, Version: "1.4.0", Device: device.ID, Scope: "/c/t/v",
		Nonce: "Zm9yIG9uY2U", Life: chain, Epoch: epoch, After: 41, Line: &Line{41, "a8f05c1be7d2934f"}, Heads: map[string]uint64{chain: 3},
		Tips: map[string]string{chain: "77b1d0c94fe5a236"}, Sent: 1772415000123, Trust: station.TrustNTP}
	hello.Sig = ed25519.Sign(key, hello.Signed())
	items := chainOf(key, chain)
	return map[string]func(*testing.T, string){
		"enrol": func(t *testing.T, n string) { hold(t, n, enrol) },
		"enrolled": func(t *testing.T, n string) {
			hold(t, n, Enrolled{Node: node, Ancestors: []station.Node{{ID: "n1", Name: "县人大", Scope: "/c"}}, Device: "c0ffee0123456789"})
		},
		"challenge": func(t *testing.T, n string) { hold(t, n, Challenge{Device: "c0ffee0123456789", Nonce: "Zm9yIG9uY2U"}) },
		"hello":     func(t *testing.T, n string) { hold(t, n, hello) },
		"welcome": func(t *testing.T, n string) {
			hold(t, n, Welcome{Proto: 1, Caps: hello.Caps, Version: "1.4.1", Device: "c0ffee0123456789", Session: "…", Epoch: epoch, Head: 57,
				Heads: map[string]uint64{chain: 1}, Lost: []string{"c0ffee0123456789"}, Scope: "/c/t/v", Received: 1772415000301, Replied: 1772415000304, Trust: station.TrustNTP})
		},
		"push": func(t *testing.T, n string) {
			hold(t, n, Push{Epoch: epoch, Life: chain, Items: items, Done: []uint64{1772414990000},
				Receipts: []Receipt{{N: 1772414990000, Count: 1, Digest: Digest([]station.Ref{{Kind: "article", ID: "a9"}})}},
				Status:   &Status{Version: "1.4.0", Pending: 2, HopAck: 1, RootAck: 1, Down: 41, Trust: station.TrustNTP}})
		},
		"push-reply": func(t *testing.T, n string) {
			hold(t, n, PushReply{Epoch: epoch, Ack: map[string]uint64{chain: 3}, Root: map[string]uint64{chain: 3}})
		},
		"push-reply-trouble": func(t *testing.T, n string) {
			hold(t, n, PushReply{Epoch: epoch, Ack: map[string]uint64{chain: 1}, Need: map[string]uint64{chain: 2}, Fork: map[string]uint64{"66aa/12": 101},
				Quarantined: []Fault{{Chain: chain, Ctr: 1, Code: "scope_not_yours"}}, RetryAfter: 30})
		},
		"pull": func(t *testing.T, n string) {
			hold(t, n, Pull{Epoch: epoch, After: 41, Max: 500, Root: "3fa09c1e", Line: hello.Line})
		},
		"feed": func(t *testing.T, n string) {
			hold(t, n, Feed{Epoch: epoch, Items: items[:1], Next: 57, Head: 57, Root: map[string]uint64{chain: 3}, Mark: "90ab12cd", Line: &Line{57, "0c4be19d22f8a671"}})
		},
		"pull-tally": func(t *testing.T, n string) {
			hold(t, n, Pull{Epoch: epoch, After: 57, Max: 500, Root: "90ab12cd", Line: &Line{57, "0c4be19d22f8a671"}, Tally: strings.Repeat("c8899dc4800365db", 64)})
		},
		"feed-compared": func(t *testing.T, n string) {
			hold(t, n, Feed{Epoch: epoch, Items: Items{}, Next: 57, Head: 57, Line: &Line{57, "0c4be19d22f8a671"}, Compared: true, Apart: []int{25}})
		},
		"push-listed": func(t *testing.T, n string) {
			hold(t, n, Push{Epoch: epoch, Life: chain, Items: Items{}, Listed: &Listing{Parts: []int{25}, Sums: []Sum{{Kind: "article", ID: "a1", Sum: "c8899dc4800365db"}}}})
		},
		"push-told": func(t *testing.T, n string) {
			hold(t, n, Push{Epoch: epoch, Life: chain, Items: Items{}, Done: []uint64{1772415000405}, Told: items[:1]})
		},
		"feed-orders": func(t *testing.T, n string) {
			hold(t, n, Feed{Epoch: epoch, Items: Items{}, Next: 57, Head: 57, Orders: []Order{
				{N: 1772415000400, Retract: []station.Ref{{Kind: "article", ID: "a9"}}, Reason: "moved"},
				{N: 1772415000401, Settle: []Settled{{Chain: chain, Ctr: 3, At: items[2].HLC + 1}}},
				{N: 1772415000402, Grant: items[:1]}, {N: 1772415000403, Stand: "/c/t2/v"},
				{N: 1772415000404, Released: []Fault{{Chain: chain, Ctr: 1, Code: "scope_not_yours"}}},
				{N: 1772415000405, Tell: []station.Ref{{Kind: "article", ID: "a1"}}}}})
		},
		"bell": func(t *testing.T, n string) {
			hold(t, n, Bell{Epoch: epoch, Head: 58, Time: 1772415060000, Trust: station.TrustNTP, Policy: &Policy{FileBytesPerHour: 20 << 20, FilesFrom: "22:00", FilesTo: "06:00"}})
		},
	}
}

// chainOf is a small chain: an article, a voter's words whose body stays behind, an event that closes the run.
func chainOf(key ed25519.PrivateKey, origin string) (items Items) {
	for i, c := range []struct {
		class station.Class
		kind  station.Kind
		id    string
		op    station.Op
		body  string
	}{
		{station.Public, station.KindArticle, "a1", station.OpPut, `{"title":"本月接待日","public":true}`},
		{station.Personal, station.KindMatter, "m8c2d", station.OpEvent, `{"salt":"00","type":"told","data":{"words":"…"}}`},
		{station.Internal, station.KindMatter, "m8c2d", station.OpEvent, `{"type":"accepted","by":{"name":"联络员"}}`},
	} {
		e := station.Entry{Change: station.Change{Body: json.RawMessage(c.body), Header: station.Header{Origin: origin, Ctr: uint64(i + 1),
			HLC: station.HLC(1772414900000+int64(i)*1000) << 16, Trust: station.TrustNTP, Scope: "/", Class: c.class, Kind: c.kind, ID: c.id, Op: c.op,
			BodyHash: station.HashOf([]byte(c.body)), Schema: 1, Actor: "account:3f2a"}}, Place: "/c/t/v"}
		if i > 0 {
			e.Prev = items[i-1].Header.Hash()
		}
		if c.class == station.Personal {
			e.Body = nil
		}
		items = append(items, e)
	}
	items[2].Proof = ed25519.Sign(key, ProofBytes(items[2].Header.Hash()))
	return items
}

func TestGoldenFrames(t *testing.T) {
	frames := golden()
	for name, check := range frames {
		t.Run(name, func(t *testing.T) { check(t, name) })
	}
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) != len(frames) {
		t.Errorf("%d golden frames, %d files: %v", len(frames), len(files), err)
	}
}

// hold compares a message with its file in both directions, and reads the packed one of the day it was written.
func hold[M Message](t *testing.T, name string, m M) {
	t.Helper()
	file, packed := "testdata/"+name+".json", "testdata/"+name+".zst"
	plain, err := Plain(m)
	if err != nil {
		t.Fatal(err)
	}
	plain = append(plain, '\n')
	if *update {
		zipped, err := Pack(m)
		if err == nil {
			err = os.WriteFile(file, plain, 0o644)
		}
		if err == nil {
			err = os.WriteFile(packed, zipped, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(want, plain) {
		t.Errorf("%v: the frame is no longer what docs/wire.md shows:\n%s", err, plain)
	}
	zipped, err := os.ReadFile(packed)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read[M](PackedType, DictID, zipped)
	if err != nil || !reflect.DeepEqual(got, m) {
		t.Errorf("%v: read\n%+v, want\n%+v", err, got, m)
	}
}

func TestSignaturesOfTheGoldenFrames(t *testing.T) {
	var enrol Enrol
	var hello Hello
	var push Push
	for name, into := range map[string]any{"enrol": &enrol, "hello": &hello, "push": &push} {
		raw, err := os.ReadFile("testdata/" + name + ".json")
		if err == nil {
			err = json.Unmarshal(raw, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	last := push.Items[2]
	if !Verify(enrol.Key, enrol.Signed(), enrol.Sig) || !Verify(enrol.Key, hello.Signed(), hello.Sig) ||
		!Verify(enrol.Key, ProofBytes(last.Header.Hash()), last.Proof) {
		t.Error("a signature does not verify")
	}
	hello.After++
	if Verify(enrol.Key, hello.Signed(), hello.Sig) || Verify(strings.Replace(enrol.Key, "ed25519", "sm2", 1), enrol.Signed(), enrol.Sig) {
		t.Error("a signature verifies that should not")
	}
}
