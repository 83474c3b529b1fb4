package desk

import (
	"context"
	"sync"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
	"lianzhan/station"
)

// Branches are the rooms of a desk where several branches of the tree are worked on: one for those who work in all of it,
// and for each branch one whose store shows nothing of the others, so that no answer can.
type Branches struct {
	options Options
	whole   *Room

	lock  sync.Mutex
	rooms map[string]*branchRoom
}

// branchRoom is the room of one branch and its addresses, in the order of the whole one's.
type branchRoom struct {
	*Room
	routes []door.Route
}

// NewBranches opens the room of the whole; those of branches open when somebody who works there comes.
func NewBranches(o Options) *Branches {
	return &Branches{options: o, whole: New(o), rooms: map[string]*branchRoom{}}
}

// Close closes every room.
func (b *Branches) Close() {
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, room := range b.rooms {
		room.Close()
	}
	b.whole.Close()
}

// Say tells every open page that something beside the records changed, "cockpit" say.
func (b *Branches) Say(what string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, room := range b.rooms {
		room.live.Say(what)
	}
	b.whole.live.Say(what)
}

// Routes are the addresses of the desk; each is answered by the room of the branch its person works in.
func (b *Branches) Routes() []door.Route {
	routes := b.whole.Routes()
	for i, route := range routes {
		routes[i].Answer = func(c *fiber.Ctx) error {
			who := door.WhoOf(c)
			if who.Scope == "" {
				return route.Answer(c)
			}
			return b.room(who.Scope).routes[i].Answer(c)
		}
	}
	return routes
}

func (b *Branches) room(scope string) *branchRoom {
	b.lock.Lock()
	defer b.lock.Unlock()
	if room, open := b.rooms[scope]; open {
		return room
	}
	o := b.options
	o.Store, o.Drafts = branchStore{o.Store, scope}, nil
	room := open(o)
	b.rooms[scope] = &branchRoom{Room: room, routes: room.Routes()}
	return b.rooms[scope]
}

// branchStore is a store of which one branch is seen and changed.
type branchStore struct {
	Store
	scope string
}

func (s branchStore) View(fn func(station.Reader) error) error {
	return s.Store.View(func(r station.Reader) error { return fn(station.Branch(r, s.scope)) })
}

func (s branchStore) Write(ctx context.Context, actor string, edits ...station.Edit) (seq uint64, err error) {
	err = s.Store.View(func(r station.Reader) error {
		edits, err = station.BranchEdits(r, s.scope, edits)
		return err
	})
	if err != nil {
		return 0, err
	}
	return s.Store.Write(ctx, actor, edits...)
}
