package core

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// service answers one pull.
type service struct {
	l          station.Ledger
	me         Me
	to         Peer
	at         Moment
	held       holding
	peer       peer
	dirty      bool // the peer has to be kept
	reached    bool // it has moves by now that it was told of before
	places     map[station.Ref]string
	tree       *tree
	stand      *stand // of the child
	departures *departures
	feed       wire.Feed
	last       station.Entry // looked at
	bytes      int
	limit      int
}

const maxWalk = 10_000 // entries one pull looks at

// Serve answers a pull: what the child may see of the log after its cursor, the orders it has not carried out, and how far
// its chains are durable at the root. Mostly it only reads: try it on a view first, and in an exchange when the view
// refuses a note. epoch_changed, session_expired and revoked end the session.
func Serve(l station.Ledger, me Me, to Peer, p wire.Pull, at Moment) (wire.Feed, error) {
	if !sameLife(p.Epoch, l.Epoch()) {
		return wire.Feed{}, errEpoch
	}
	if whole, err := reaches(l, p.After, p.Line); err != nil || !whole {
		return wire.Feed{}, cmp.Or(err, error(errSession)) // the hello finds out what became of the log
	}
	s := &service{l: l, me: me, to: to, at: at, places: map[station.Ref]string{}, tree: newTree(l), limit: wire.MaxItems}
	s.departures = newDepartures(l, s.tree, at.Now)
	if p.Max > 0 {
		s.limit = min(wire.MostItems, p.Max)
	}
	if err := s.begin(p); err != nil {
		return wire.Feed{}, err
	}
	if err := s.walk(max(p.After, p.From)); err != nil {
		return wire.Feed{}, err
	}
	return s.finish(p)
}

func (s *service) begin(p wire.Pull) (err error) {
	if s.stand, err = s.tree.standing(s.to); err != nil {
		return err
	}
	if s.peer, _, err = recall[peer](s.l, notePeer+s.to.Device); err != nil {
		return err
	}
	if p.Life != "" && p.Life != s.peer.Life {
		return errSession // somebody else said hello by this name since, or it began anew
	}
	if s.held, _, err = recall[holding](s.l, noteHeads+s.to.Device); err != nil {
		return err
	}
	awaited, err := keysBelow(s.l, noteLeaving, 1) // a disk that was set back may have forgotten what it watched
	if err != nil {
		return err
	}
	if p.After > s.peer.Read && (s.peer.Read < s.peer.Watched || len(awaited) > 0) {
		s.peer.Read, s.dirty, s.reached = p.After, true, true
	}
	s.feed = wire.Feed{Epoch: s.l.Epoch(), Head: s.l.Seq(), Next: max(p.After, p.From), Items: []station.Entry{}}
	return s.arrived(p.After)
}

func (s *service) walk(after uint64) error {
	for seen := 0; seen < maxWalk; {
		entries, last, err := s.l.Entries(after, pageSize)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := s.offer(e); err != nil {
				return err
			}
			s.feed.Next, s.last = e.Seq, e
			if len(s.feed.Items) >= s.limit || s.bytes >= bytesOf(s.limit) {
				return nil
			}
		}
		s.feed.Next = last
		if len(entries) == 0 || last == after {
			return nil
		}
		after, seen = last, seen+len(entries)
	}
	return nil
}

// offer puts an entry into the feed if the child may see it and lacks it, and watches what moves.
func (s *service) offer(e station.Entry) error {
	if e.Op == station.OpMove && e.Fault == "" && e.Seq > s.peer.Watched {
		if err := s.moved(e); err != nil {
			return err
		}
	}
	if s.holds(e) {
		return nil
	}
	place, err := s.place(refOf(e))
	if err != nil || !inSight(e, place, s.to.Scope) {
		return err
	}
	if err := s.disclosing(e, place); err != nil {
		return err
	}
	s.feed.Items = append(s.feed.Items, outward(e))
	s.bytes += headerSize + len(e.Body)
	return nil
}

// holds reports whether the child has an entry: it said so in its hello, or brought it since. What it brought before and
// no longer named it lost.
func (s *service) holds(e station.Entry) bool {
	if e.Seq > s.held.Seq { // what arrived since may have been given another time than the child knows
		return e.Via == s.to.Device
	}
	return e.Ctr <= s.held.Heads[e.Chain()]
}

func (s *service) place(ref station.Ref) (string, error) {
	if place, known := s.places[ref]; known {
		return place, nil
	}
	place, err := s.l.Place(ref)
	s.places[ref] = place
	return place, err
}

// moved orders out of sight what went, and into sight what came. It is done once, however often the feed is asked for.
func (s *service) moved(e station.Entry) error {
	ref := refOf(e)
	now, err := s.place(ref)
	if err != nil {
		return err
	}
	history, err := s.l.History(ref)
	if err != nil {
		return err
	}
	told, err := s.tree.ever(s.stand) // what lay where the child stood before, it was told
	if err != nil {
		return err
	}
	seen, hidden := false, false
	for _, past := range history {
		for _, place := range places(past) {
			sees, err := s.tree.sees(s.stand, place)
			if err != nil {
				return err
			}
			seen, hidden = seen || sees, hidden || !station.Visible(place, s.to.Scope) && !withinAny(place, told)
		}
	}
	s.peer.Watched, s.dirty = e.Seq, true
	switch sees := station.Visible(now, s.to.Scope); {
	case !travels(e.Kind) || now == "":
		return nil
	case !sees && seen:
		return s.departures.leave(&s.peer, s.to.Device, ref)
	case sees && hidden:
		return s.peer.grant(s.l, s.to.Device, ref, s.at.Now)
	}
	return nil
}

// places are where a record was when an entry was written, and where the entry took it.
func places(e station.Entry) []string {
	var move station.Move
	if e.Op == station.OpMove && json.Unmarshal(e.Body, &move) == nil {
		return []string{e.Place, move.To}
	}
	return []string{e.Place}
}

// disclosing notes that a sealed box written here is on its way to the one it is for.
func (s *service) disclosing(e station.Entry, place string) error {
	box, ok := disclosure(e)
	if !ok || station.DeviceOf(e.Origin) != s.me.Device || !below(place, s.me.Scope) {
		return nil
	}
	goal, err := s.tree.find(box.For)
	if err != nil || goal == nil || !station.ScopeWithin(goal.node.Scope, s.to.Scope) {
		return err
	}
	return remember(s.l, numbered(noteTold+s.to.Device+"/", e.Seq), box.Of)
}

// arrived drops the plain copy of what the child below holds sealed by now.
func (s *service) arrived(after uint64) error {
	prefix := noteTold + s.to.Device + "/"
	ends, err := keysBelow(s.l, prefix, 0)
	if err != nil {
		return err
	}
	for _, end := range ends {
		if prefix+end > numbered(prefix, after) {
			return nil
		}
		revisions, _, err := recall[[]station.Revision](s.l, prefix+end)
		if err != nil {
			return err
		}
		for _, revision := range revisions {
			chain, ctr := readRevision(revision)
			if err := s.l.Drop(chain, ctr); err != nil && !isMissing(err) {
				return err
			}
		}
		if err := s.l.PutNote(prefix+end, nil); err != nil {
			return err
		}
	}
	return nil
}

func (s *service) finish(p wire.Pull) (wire.Feed, error) {
	s.prove(s.feed.Items)
	if s.last.Seq > 0 {
		s.feed.Line = &wire.Line{Seq: s.last.Seq, Tip: tip(headerHash(s.last))}
	}
	if err := s.keep(); err != nil {
		return wire.Feed{}, err
	}
	orders, err := s.outstanding()
	if err != nil {
		return wire.Feed{}, err
	}
	for i := range orders {
		s.prove(orders[i].Grant)
	}
	s.feed.Orders = orders
	if err := s.compare(p); err != nil {
		return wire.Feed{}, err
	}
	return s.feed, s.rooted(p.Root)
}

// keep remembers the child, and lets go elsewhere what it has by now.
func (s *service) keep() error {
	if before := s.peer.Leaving; before != 0 {
		if err := s.departures.overdue(&s.peer, s.to.Device); err != nil {
			return err
		}
		s.dirty = s.dirty || s.peer.Leaving != before
	}
	if !s.dirty {
		return nil
	}
	if err := remember(s.l, notePeer+s.to.Device, s.peer); err != nil || !s.reached {
		return err
	}
	return s.departures.reached(s.to.Device)
}

// manyOwn is how many own changes of a feed are signed one by one; in a longer feed only the end of each unbroken stretch is.
const manyOwn = 64

// prove signs what this box wrote itself, so that whoever holds it can give it back, should this box lose it.
func (s *service) prove(items []station.Entry) {
	own := 0
	for _, e := range items {
		if station.DeviceOf(e.Origin) == s.me.Device {
			own++
		}
	}
	next := map[string]station.Hash{} // chain -> what the item behind hangs on
	for i, e := range slices.Backward(items) {
		if station.DeviceOf(e.Origin) != s.me.Device {
			continue
		}
		chain, hash := e.Chain(), headerHash(e)
		if own <= manyOwn || next[chain] != hash {
			items[i].Proof = s.me.Sign(wire.ProofBytes(hash))
		}
		next[chain] = e.Prev
	}
}

// rooted tells how far the child's chains are durable at the root, when that is not what it knows.
func (s *service) rooted(known string) error {
	prefix := noteVia + s.to.Device + "/"
	chains, err := keysBelow(s.l, prefix, 0)
	if err != nil {
		return err
	}
	root := map[string]uint64{}
	for _, chain := range chains {
		if s.me.Root {
			w, err := readLane(s.l, chain)
			if err != nil {
				return err
			}
			root[chain] = w.Ctr
			continue
		}
		ctr, err := readCounter(s.l, noteRoot+chain)
		if err != nil {
			return err
		}
		if ctr > 0 {
			root[chain] = ctr
		}
	}
	if mark := markOf(root); mark != known {
		s.feed.Root, s.feed.Mark = root, mark
	}
	return nil
}

func markOf(root map[string]uint64) string {
	var text strings.Builder
	for _, chain := range slices.Sorted(maps.Keys(root)) {
		text.WriteString(numbered(chain+" ", root[chain]) + "\n")
	}
	return tip(station.HashOf([]byte(text.String())))[:8]
}
