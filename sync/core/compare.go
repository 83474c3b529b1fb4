package core

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Two boxes compare what they hold of the records both see: after every new life of one of them, and once a day. Where they
// differ the child lists the records, tells what it has of those that are not the same, and is told what the parent makes
// of it. Whatever befell a disk, a relay or an order is mended so within a day.
const (
	compareEach = 24 * time.Hour
	maxRounds   = 8    // of one comparison, before the rest is left for the next day and shown
	maxListed   = 2000 // records of one listing
	tellEach    = 100  // records of one order
)

// Compare has the box compare with its parent as soon as it has nothing else to say or to hear.
func Compare(l station.Ledger) error {
	k, err := readLink(l)
	if err != nil || k.Epoch == "" {
		return err
	}
	k.compareSoon()
	return k.keep(l)
}

func (k *link) compareSoon() { k.Due, k.Rounds, k.Apart = true, 0, nil }

// tallied is what a pull says of all that is held here; nothing while there is something else to say or to hear.
func (k link) tallied(l station.Ledger, me Me) (string, error) {
	if !k.Due || k.After < k.Head || len(k.Apart) > 0 {
		return "", nil
	}
	if unsent, err := k.unsent(l, me); err != nil || unsent {
		return "", err
	}
	for _, note := range []string{noteReport, noteTell} {
		if ends, err := keysBelow(l, note, 1); err != nil || len(ends) > 0 {
			return "", err
		}
	}
	sums, err := heldHere(l, every)
	if err != nil {
		return "", err
	}
	return sums.String(), nil
}

// unsent reports whether something waits to go up.
func (k link) unsent(l station.Ledger, me Me) (bool, error) {
	b, err := newBatch(l, me, k, 1)
	if err != nil {
		return false, err
	}
	_, err = b.fill(k.Acked)
	return len(b.items) > 0, err
}

// compared takes the parent's answer to a tally. A parent that does not know of them says nothing.
func (k *link) compared(p wire.Pull, f wire.Feed, at Moment) {
	k.Head = f.Head
	if p.Tally == "" {
		if since := at.Now.Sub(time.Unix(k.Compared, 0)).Abs(); since >= compareEach && !k.Due {
			k.compareSoon()
		}
		return
	}
	if !f.Compared && f.Next < f.Head {
		return // something new came in between
	}
	if len(f.Apart) > 0 && k.Rounds < maxRounds {
		k.Apart, k.Rounds = f.Apart, k.Rounds+1
		return
	}
	k.Due, k.Rounds, k.Apart, k.Unlike, k.Compared = false, 0, nil, len(f.Apart), at.Now.Unix()
}

// listing names what is held here of the parts that differ, as many as fit.
func (k link) listing(l station.Ledger) (*wire.Listing, error) {
	if len(k.Apart) == 0 {
		return nil, nil
	}
	sums, err := heldHere(l, func(part int) bool { return slices.Contains(k.Apart, part) })
	if err != nil {
		return nil, err
	}
	byPart := map[int][]wire.Sum{}
	for ref, sum := range sums {
		part := partOf(ref)
		byPart[part] = append(byPart[part], wire.Sum{Kind: ref.Kind, ID: ref.ID, Sum: sumText(sum)})
	}
	list := &wire.Listing{}
	for _, part := range k.Apart {
		if len(list.Sums)+len(byPart[part]) > maxListed && len(list.Sums) > 0 {
			break
		}
		slices.SortFunc(byPart[part], func(a, b wire.Sum) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
		list.Parts, list.Sums = append(list.Parts, part), append(list.Sums, byPart[part]...)
	}
	return list, nil
}

// compare answers a tally, with the feed that ends where the log does.
func (s *service) compare(p wire.Pull) error {
	if p.Tally == "" || s.feed.Next < s.feed.Head {
		return nil
	}
	mine, err := s.tree.toldTo(s.stand, every)
	if err == nil {
		s.feed.Compared, s.feed.Apart = true, mine.apart(p.Tally)
	}
	return err
}

// listed looks at what the sender holds of the parts that differ: it is to tell what is not the same, and gets what it lacks.
func (in *intake) listed() error {
	list := in.push.Listed
	if list == nil {
		return nil
	}
	mine, err := in.tree.toldTo(in.stand, func(part int) bool { return slices.Contains(list.Parts, part) })
	if err != nil {
		return err
	}
	theirs := tally{}
	for _, s := range list.Sums {
		theirs[station.Ref{Kind: s.Kind, ID: s.ID}] = readSum(s.Sum)
	}
	all := maps.Clone(mine)
	maps.Copy(all, theirs)
	var tell []station.Ref
	looked := 0
	for _, ref := range slices.SortedFunc(maps.Keys(all), byName) {
		if mine[ref] == theirs[ref] || looked == maxSmall {
			continue
		}
		looked++
		if _, holds := theirs[ref]; holds {
			tell = append(tell, ref)
		} else if err := in.peer.grant(in.l, in.from.Device, ref, in.at.Now); err != nil {
			return err
		}
	}
	for refs := range slices.Chunk(tell, tellEach) {
		if err := in.peer.give(in.l, in.from.Device, order{Tell: refs}, in.at.Now); err != nil {
			return err
		}
	}
	return nil
}

func byName(a, b station.Ref) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
}
