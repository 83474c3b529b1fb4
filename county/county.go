// Package county is the county platform: the tree of stations with their enrolment and their health, records edited for a
// branch of the tree, and - in folders of their own - what leaves for other programs. Sync and the desk are its neighbours;
// cmd introduces them.
package county

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// Store is all this room may do to the memory of the house.
type Store interface {
	View(func(station.Reader) error) error
	Inspect(func(station.Ledger) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Watch(fn func(station.Announcement)) (stop func())
	Now() station.Reading
	Scope() string
}

// Links are the boxes below, as sync knows them.
type Links interface {
	Peers() ([]Peer, error)
	IssueCode(ctx context.Context, node string) (code string, expires time.Time, err error)
	Revoke(ctx context.Context, by, node, why string) error
	Faults() ([]Fault, error)
	Release(ctx context.Context, chain string, ctr uint64) error
}

// Peer is a box right below this one.
type Peer struct {
	Device     string
	Online     bool // its doorbell is connected
	Seen       time.Time
	Version    string
	Pending    uint64
	OldestAt   time.Time // of what is pending
	HopAck     uint64
	RootAck    uint64
	Quarantine int
	FilesUp    int
	BytesUp    int64
	FilesLost  int
	ClockMS    int64 // this clock minus the box's
	Trust      station.Trust
	Orders     int  // not carried out yet
	Overdue    bool // it owes a receipt
	Forked     bool
	Held       uint64 // changes its log holds
}

// Fault is a change that was kept but not applied.
type Fault struct {
	Chain string
	Ctr   uint64
	Code  string
}

// Who is the person behind a request.
type Who struct {
	Actor   string // as the log names them
	Name    string
	Address string
	Scope   string // branch of the tree they work in; empty for all
}

// Reaches reports whether a branch of the tree is theirs to work on.
func (w Who) Reaches(scope string) bool { return w.Scope == "" || station.ScopeWithin(scope, w.Scope) }

// Route is one address of the room, to be put behind the desk's door.
type Route struct {
	Method  string
	Path    string
	Action  station.Action
	Answer  fiber.Handler
	Confirm bool // asks for the password again
	Whole   bool // only for those who work in the whole tree
}

// Note is a line of the audit as an edit, to be written with what it is about.
type Note func(who Who, what string, ref station.Ref, detail string) (station.Edit, error)

// Options introduce the room to its neighbours.
type Options struct {
	Store   Store
	Links   Links
	Who     func(*fiber.Ctx) Who
	Note    Note
	ID      func() string
	Code    func() string // a short code for a phone page
	Version string        // of the program
}

// Room answers the county's office.
type Room struct {
	Options
	tree *tree
	late *follower
	stop func()
}

// New opens the room; it listens for changes until Close.
func New(o Options) *Room {
	r := &Room{Options: o, tree: newTree(o.Store), late: newFollower()}
	r.stop = o.Store.Watch(func(a station.Announcement) {
		r.tree.heard(a)
		r.late.heard(a)
	})
	r.late.start(r.follow)
	return r
}

// Close stops listening and waits for what is under way.
func (r *Room) Close() {
	r.stop()
	r.late.close()
}

const root = "/api/v1/county"

// Routes are the room's addresses, each with the action it needs.
func (r *Room) Routes() []Route {
	const read, manage, edit = station.ActReadTree, station.ActManageTree, station.ActEditRecords
	return []Route{
		{Method: "GET", Path: root + "/nodes", Action: read, Answer: r.getNodes},
		{Method: "POST", Path: root + "/nodes", Action: manage, Answer: r.postNode},
		{Method: "PATCH", Path: root + "/nodes/:id", Action: manage, Answer: r.patchNode},
		{Method: "POST", Path: root + "/nodes/:id/move/try", Action: manage, Answer: r.tryMove},
		{Method: "POST", Path: root + "/nodes/:id/move", Action: manage, Answer: r.postNodeMove, Confirm: true},
		{Method: "POST", Path: root + "/nodes/:id/code", Action: manage, Answer: r.postCode, Confirm: true},
		{Method: "POST", Path: root + "/nodes/:id/revoke", Action: manage, Answer: r.postRevoke, Confirm: true},
		{Method: "GET", Path: root + "/faults", Action: read, Answer: r.getFaults},
		{Method: "POST", Path: root + "/faults/:chain/:ctr/release", Action: manage, Answer: r.postRelease},
		{Method: "GET", Path: root + "/records/:kind", Action: edit, Answer: r.getRecords},
		{Method: "PUT", Path: root + "/records/:kind", Action: edit, Answer: r.putRecord},
		{Method: "GET", Path: root + "/records/:kind/:id", Action: edit, Answer: r.getRecord},
		{Method: "PUT", Path: root + "/records/:kind/:id", Action: edit, Answer: r.putRecord},
		{Method: "DELETE", Path: root + "/records/:kind/:id", Action: edit, Answer: r.deleteRecord},
		{Method: "POST", Path: root + "/records/:kind/:id/move", Action: manage, Answer: r.postMove},
		{Method: "POST", Path: root + "/receptions/days", Action: edit, Answer: r.postReceptionDays},
	}
}

// param is a copy of a part of the address: Fiber reuses its memory.
func param(c *fiber.Ctx, name string) string { return strings.Clone(c.Params(name)) }
