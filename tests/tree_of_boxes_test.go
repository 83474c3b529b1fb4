package tests

import (
	"context"
	"encoding/json"
	"net"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/store"
	treesync "lianzhan/sync"
	"lianzhan/sync/above"
	"lianzhan/web/gate"
	"lianzhan/web/problem"
)

// node is a box of the tree in this process: a real store, the real room, a real listener on loopback.
type node struct {
	t    testing.TB
	dir  string
	root bool
	addr string
	db   *store.DB
	room *treesync.Room
	app  *fiber.App
	done chan error
	wall func() (time.Time, station.Trust)
}

func honest() (time.Time, station.Trust) { return time.Now(), station.TrustNTP }

// newNode opens a box; a root plants its own node first.
func newNode(t testing.TB, root bool, wall func() (time.Time, station.Trust)) *node {
	t.Helper()
	n := &node{t: t, dir: t.TempDir(), root: root, wall: wall}
	n.up()
	t.Cleanup(n.down)
	return n
}

func (n *node) up() {
	n.t.Helper()
	db, err := store.Open(n.dir, store.Options{Clock: n.wall, Keep: []station.Kind{station.KindPolicy}})
	if err != nil {
		n.t.Fatal(err)
	}
	n.db = db
	if n.root && db.Scope() == "/" {
		if err := db.SetScope(context.Background(), "/c"); err != nil {
			n.t.Fatal(err)
		}
		n.plant("county", "/c")
	}
	if n.room, err = treesync.New(treesync.Options{Store: db, Dir: n.dir, Version: "test", Root: n.root}); err != nil {
		n.t.Fatal(err)
	}
	address := n.addr
	if address == "" {
		address = "127.0.0.1:0"
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		n.t.Fatal(err)
	}
	n.addr = listener.Addr().String()
	n.app = gate.New(gate.Options{Failed: problem.Handler})
	n.room.Routes(n.app)
	n.done = make(chan error, 1)
	go func(app *fiber.App, done chan error) { done <- app.Listener(listener) }(n.app, n.done)
	n.room.Start()
}

// offline opens the data of a box that is switched on without a line.
func (n *node) offline() {
	n.t.Helper()
	db, err := store.Open(n.dir, store.Options{Clock: n.wall, Keep: []station.Kind{station.KindPolicy}})
	if err != nil {
		n.t.Fatal(err)
	}
	n.db = db
}

func (n *node) down() {
	n.t.Helper()
	if n.db == nil {
		return
	}
	if n.room != nil {
		n.room.Close()
		if err := n.app.ShutdownWithTimeout(time.Second); err != nil {
			n.t.Log("shutdown:", err)
		}
		<-n.done
		n.room = nil
	}
	if err := n.db.Close(); err != nil {
		n.t.Error(err)
	}
	n.db = nil
}

// write puts a record.
func (n *node) write(kind station.Kind, id string, class station.Class, fields map[string]any) uint64 {
	n.t.Helper()
	return n.edit(station.Edit{Kind: kind, ID: id, Op: station.OpPut, Class: class, Fields: raw(n.t, fields)})
}

func (n *node) edit(edits ...station.Edit) uint64 {
	n.t.Helper()
	seq, err := n.db.Write(context.Background(), "test", edits...)
	if err != nil {
		n.t.Fatal(err)
	}
	return seq
}

func raw(t testing.TB, v any) json.RawMessage {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// plant writes the node record of a place in the tree.
func (n *node) plant(id, scope string) {
	n.t.Helper()
	n.edit(station.Edit{Kind: station.KindNode, ID: id, Op: station.OpPut, Class: station.Internal, Scope: scope,
		Fields: raw(n.t, station.Node{ID: id, Name: id, Scope: scope})})
}

// adopt brings a box into the tree below this one, over an address.
func (n *node) adopt(child *node, id, scope, over string) {
	n.t.Helper()
	n.plant(id, scope)
	n.enrol(child, id, over)
}

func (n *node) enrol(child *node, id, over string) {
	n.t.Helper()
	ctx := context.Background()
	code, _, err := n.room.IssueCode(ctx, id)
	if err != nil {
		n.t.Fatal(err)
	}
	if _, err := child.room.Above.Enrol(ctx, above.Joining{Code: code, Parent: over}); err != nil {
		n.t.Fatal(err)
	}
}

func (n *node) url() string { return "http://" + n.addr }

// field reads a field of a record as text, "" when it is not there.
func (n *node) field(kind station.Kind, id, name string) string {
	var text string
	err := n.db.View(func(r station.Reader) error {
		record, err := r.Record(kind, id)
		if err == nil {
			_ = json.Unmarshal(record.Fields[name], &text)
		}
		return err
	})
	if err != nil && station.Worded(err).Class != station.FaultNotFound {
		n.t.Fatal(err)
	}
	return text
}

// eventually waits for something to become true.
func eventually(t testing.TB, what string, is func() bool) time.Duration {
	t.Helper()
	began := time.Now()
	for deadline := began.Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if is() {
			return time.Since(began)
		}
	}
	t.Fatal("never: " + what)
	return 0
}

func (n *node) settled() bool {
	s, err := n.room.Status()
	return err == nil && s.State == above.Online && s.Pending == 0
}
