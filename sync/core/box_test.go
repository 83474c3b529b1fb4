package core_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/sim"
	"lianzhan/sync/wire"
)

var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// house is a county with what stands below it, one clock for the world and one for each box.
type house struct {
	t     testing.TB
	now   time.Time
	boxes []*box
}

// box is a node's machine: a ledger in memory and its keys.
type box struct {
	*sim.Memory
	h      *house
	key    ed25519.PrivateKey
	device string
	root   bool
	trust  station.Trust
	skew   time.Duration
	up     *session
	sees   []wire.Feed // what it was fed, for those who look over its shoulder
	sent   []wire.Push
}

type session struct {
	parent *box
	peer   core.Peer
}

func newHouse(t testing.TB) *house { return &house{t: t, now: noon} }

func (h *house) box(device, scope string) *box {
	seed := bytes.Repeat([]byte{byte(len(h.boxes) + 1)}, ed25519.SeedSize)
	b := &box{h: h, key: ed25519.NewKeyFromSeed(seed), device: device, trust: station.TrustNTP}
	random := rand.New(rand.NewPCG(uint64(len(h.boxes)+1), 7))
	b.Memory = sim.NewLedger(sim.Options{Device: device, Scope: scope, Random: random.Uint64,
		Clock: func() station.Reading { return station.Reading{Time: h.now.Add(b.skew), Trust: b.trust} }})
	h.boxes = append(h.boxes, b)
	return b
}

func (b *box) me() core.Me {
	return core.Me{Device: b.device, Scope: b.Scope(), Root: b.root, Version: "1", Key: station.Key("0123456789abcdef0123456789abcdef"),
		Sign: func(msg []byte) []byte { return ed25519.Sign(b.key, msg) },
		Open: func(sealed []byte) ([]byte, bool) { return bytes.CutPrefix(sealed, []byte("for "+b.device+":")) }}
}

func (b *box) moment() core.Moment {
	return core.Moment{Now: b.h.now.Add(b.skew), Trust: b.trust, Random: rand.NewChaCha8([32]byte{1})}
}

func (b *box) do(fn func(l station.Ledger) error) {
	b.h.t.Helper()
	if err := b.Exchange(fn); err != nil {
		b.h.t.Fatalf("%s: %v", b.device, err)
	}
}

func (b *box) write(edits ...station.Edit) {
	b.h.t.Helper()
	b.h.now = b.h.now.Add(time.Second)
	if _, err := b.Write("test", edits...); err != nil {
		b.h.t.Fatalf("%s: %v", b.device, err)
	}
}

// node writes the record of a node at its place.
func (b *box) node(id, scope string, devices ...station.Device) {
	b.h.t.Helper()
	edits, err := station.Put(station.Record{Kind: station.KindNode, ID: id}, station.KindNode, id,
		station.Node{ID: id, Name: id, Scope: scope, Devices: devices})
	if err != nil {
		b.h.t.Fatal(err)
	}
	for i := range edits {
		edits[i].Scope = scope
	}
	b.write(edits...)
}

func (b *box) as() station.Device {
	return station.Device{ID: b.device, Key: wire.Key(b.key.Public().(ed25519.PublicKey)), Seal: wire.Seal([32]byte{9}), Since: noon}
}

// county is the usual tree: a county, a town, two villages.
func county(t testing.TB) (h *house, c, town, one, two *box) {
	h = newHouse(t)
	c = h.box("county", "/c")
	c.root = true
	c.node("nc", "/c", c.as())
	town, one, two = h.box("town", "/c/t"), h.box("one", "/c/t/v1"), h.box("two", "/c/t/v2")
	h.enrol(c, town, "nt", "/c/t")
	h.enrol(town, one, "n1", "/c/t/v1")
	h.enrol(town, two, "n2", "/c/t/v2")
	h.settle()
	return h, c, town, one, two
}

// enrol brings a box in by a code, as a technician does.
func (h *house) enrol(parent, child *box, node, scope string) {
	h.t.Helper()
	if _, found := parent.record(station.KindNode, node); !found {
		parent.node(node, scope)
	}
	var code string
	parent.do(func(l station.Ledger) (err error) {
		code, _, err = core.IssueCode(l, parent.me(), node, parent.moment())
		return err
	})
	h.admit(parent, child, code)
}

func (h *house) admit(parent, child *box, code string) {
	h.t.Helper()
	d := child.as()
	e := wire.Enrol{Proto: wire.Protocol, Code: code, Device: d.ID, Key: d.Key, Seal: d.Seal, Version: "1"}
	e.Sig = ed25519.Sign(child.key, e.Signed())
	var in wire.Enrolled
	var edits []station.Edit
	parent.do(func(l station.Ledger) (err error) {
		in, edits, err = core.Admit(l, parent.me(), e, parent.moment())
		return err
	})
	parent.write(edits...)
	child.do(func(l station.Ledger) error { return core.Joined(l, child.me(), in, child.moment()) })
	if err := child.SetScope(in.Node.Scope); err != nil {
		h.t.Fatal(err)
	}
	child.up = &session{parent: parent}
	h.hello(child)
}

func code(err error) string { return station.Worded(err).Code }

// hello opens a session, beginning a new life where one is asked for.
func (h *house) hello(b *box) {
	h.t.Helper()
	for range 4 {
		err := h.tryHello(b)
		if err == nil {
			return
		}
		if code(err) != core.CodeSetBack {
			h.t.Fatalf("%s says hello: %v", b.device, err)
		}
	}
	h.t.Fatalf("%s never gets through its hello", b.device)
}

func (h *house) tryHello(b *box) error {
	parent := b.up.parent
	var hello wire.Hello
	b.do(func(l station.Ledger) (err error) {
		hello, err = core.Greeting(l, b.me(), wire.Challenge{Device: parent.device, Nonce: "n"}, b.moment())
		return err
	})
	var w wire.Welcome
	err := parent.Exchange(func(l station.Ledger) (err error) {
		w, b.up.peer, err = core.Greet(l, parent.me(), over(h.t, hello), "n", parent.moment())
		return err
	})
	if err != nil {
		if code(err) == core.CodeSetBack {
			parent.do(func(l station.Ledger) error { return core.SetBack(l, b.device, parent.moment()) })
			parent.Reincarnate()
		}
		return err
	}
	err = b.Exchange(func(l station.Ledger) error { return core.Greeted(l, b.me(), over(h.t, w), b.moment()) })
	if err != nil {
		if code(err) == core.CodeSetBack {
			b.Reincarnate()
		}
		return err
	}
	if w.Scope != b.Scope() {
		return b.SetScope(w.Scope)
	}
	return nil
}

// over sends a message over the wire.
func over[T any](t testing.TB, v T) (out T) {
	t.Helper()
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// push sends one parcel; false when there is nothing to send.
func (b *box) push() bool {
	b.h.t.Helper()
	var p core.Parcel
	var ok bool
	b.do(func(l station.Ledger) (err error) {
		p, ok, err = core.NextPush(l, b.me(), 0, 0, b.moment())
		return err
	})
	if !ok {
		return false
	}
	p.Push = over(b.h.t, p.Push)
	b.sent = append(b.sent, p.Push)
	var r wire.PushReply
	err := b.up.parent.Exchange(func(l station.Ledger) (err error) {
		r, err = core.Receive(l, b.up.parent.me(), b.up.peer, p.Push, b.up.parent.moment())
		return err
	})
	if b.again(err) {
		return true
	}
	b.again(b.Exchange(func(l station.Ledger) error { return core.Pushed(l, b.me(), p, over(b.h.t, r), b.moment()) }))
	return true
}

// again says hello when the session or the epoch is over.
func (b *box) again(err error) bool {
	b.h.t.Helper()
	switch {
	case err == nil:
		return false
	case code(err) == core.CodeEpoch || code(err) == core.CodeSession:
		b.h.hello(b)
		return true
	case code(err) == core.CodeSetBack:
		b.up.parent.do(func(l station.Ledger) error { return core.SetBack(l, b.device, b.up.parent.moment()) })
		b.up.parent.Reincarnate()
		b.h.hello(b)
		return true
	}
	b.h.t.Fatalf("%s: %v", b.device, err)
	return true
}

// pull takes one feed; false when it brought nothing.
func (b *box) pull() bool {
	b.h.t.Helper()
	var p wire.Pull
	b.do(func(l station.Ledger) (err error) { p, err = core.NextPull(l, b.me()); return err })
	var f wire.Feed
	err := b.up.parent.Exchange(func(l station.Ledger) (err error) {
		f, err = core.Serve(l, b.up.parent.me(), b.up.peer, p, b.up.parent.moment())
		return err
	})
	if b.again(err) {
		return true
	}
	f = over(b.h.t, f)
	b.sees = append(b.sees, f)
	b.do(func(l station.Ledger) error { return core.Pulled(l, b.me(), p, f, b.moment()) })
	return len(f.Items)+len(f.Orders) > 0 || f.Next != p.After || f.Mark != "" || p.Tally != ""
}

// settle lets everybody talk until nobody has anything to say.
func (h *house) settle() {
	h.t.Helper()
	for range 200 {
		busy := false
		h.now = h.now.Add(time.Second)
		for _, b := range h.boxes {
			if b.up == nil {
				continue
			}
			if b.up.peer.Device == "" {
				h.hello(b)
			}
			busy = b.push() || busy
			busy = b.pull() || busy
		}
		if !busy {
			return
		}
	}
	h.t.Fatal("they never fall silent")
}

func (b *box) record(kind station.Kind, id string) (r station.Record, found bool) {
	b.h.t.Helper()
	_ = b.Inspect(func(l station.Ledger) (err error) {
		r, err = l.Record(kind, id)
		found = err == nil
		return nil
	})
	return r, found
}

func (b *box) title(id string) string {
	r, _ := b.record(station.KindArticle, id)
	var s string
	_ = json.Unmarshal(r.Fields["title"], &s)
	return s
}

func article(id, title string) station.Edit {
	return station.Edit{Kind: station.KindArticle, ID: id, Op: station.OpPut, Class: station.Public, Fields: []byte(`{"title":"` + title + `"}`)}
}

func at(scope string, e station.Edit) station.Edit { e.Scope = scope; return e }

func must(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
