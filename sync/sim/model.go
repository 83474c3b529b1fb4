package sim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// The marks in bodies by which a byte in the wrong place is known.
const (
	personMark = "PERSON-"
	localMark  = "LOCAL-"
)

// fact is a change somebody wrote and was told is safe.
type fact struct {
	origin string
	ctr    uint64
	hash   station.Hash
	ref    station.Ref
	box    int
	local  bool
	forged bool // not the box's to say
	person int  // its mark, 0 for none
	erases []station.Revision
	gone   bool // every copy was destroyed
	said   bool // somebody had its words just before a disaster
	mute   bool // a disaster took the last copy of its words; headers are left
}

// model is what is known to have happened, by somebody who sees all boxes at once.
type model struct {
	w        *World
	facts    []fact
	persons  int
	allowed  map[int][]int            // mark -> boxes that may hold it
	places   map[station.Ref][]string // where a record ever was
	said     map[station.Hash]bool    // headers somebody wrote
	carried  int                      // changes that went over the links
	receipts int                      // proofs that something was taken out
}

func newModel(w *World) model {
	m := model{w: w, allowed: map[int][]int{}, places: map[station.Ref][]string{}, said: map[station.Hash]bool{}}
	for at, s := range seats {
		m.places[station.Ref{Kind: station.KindNode, ID: nodeID(at)}] = []string{s.scope}
	}
	return m
}

// person is a new personal mark of a box.
func (m *model) person(b *box) int {
	m.persons++
	m.allowed[m.persons] = []int{b.at}
	return m.persons
}

// wrote notes what a box put into its log since a number.
func (m *model) wrote(b *box, since uint64) {
	for seq := since + 1; seq <= b.mem.disk.Seq; seq++ {
		line := b.mem.disk.lines[seq-1]
		if line == nil || line.entry.Via != "" {
			continue
		}
		e := b.mem.disk.read(seq)
		f := fact{origin: e.Origin, ctr: e.Ctr, hash: line.hash, ref: refOf(e), box: b.at,
			local: e.Class == station.Local || m.w.boxes[b.at].mem.keeps(e.Kind), person: personIn(e.Body), forged: e.Fault == core.CodeScope}
		if e.Op == station.OpErase && e.Fault == "" {
			f.erases = erasedBy(e)
		}
		m.facts, m.said[line.hash] = append(m.facts, f), true
		if e.Fault == "" {
			m.place(f.ref, e)
		}
		m.w.say("%s writes %d@%s %s %s/%s %s at %s", b, e.Ctr, e.Origin, e.Op, e.Kind, e.ID, e.Class, e.Place)
	}
}

// begin takes what a box holds before anything happens as said.
func (m *model) begin(b *box) {
	for _, l := range b.mem.disk.lines {
		if l != nil {
			m.said[l.hash] = true
		}
	}
}

func (m *model) place(ref station.Ref, e station.Entry) {
	place := e.Place
	if e.Op == station.OpMove {
		var move station.Move
		_ = json.Unmarshal(e.Body, &move) // written a moment ago
		place = move.To
	}
	if !slices.Contains(m.places[ref], place) {
		m.places[ref] = append(m.places[ref], place)
	}
}

func personIn(body []byte) int {
	at := bytes.Index(body, []byte(personMark))
	if at < 0 {
		return 0
	}
	n := 0
	for _, c := range body[at+len(personMark):] {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// heldBy reports whether a box has a change. What was taken out is not had.
func (f fact) heldBy(b *box) bool {
	l := b.mem.disk.line(f.origin, f.ctr, f.hash)
	return l != nil && !l.retracted
}

// line is a change under the name of its chain or of a branch; nil when it is not there.
func (d *disk) line(origin string, ctr uint64, hash station.Hash) *line {
	for _, name := range append([]string{origin}, d.branches[origin]...) {
		if seq, found := d.find(name, ctr); found && d.lines[seq-1].hash == hash {
			return d.lines[seq-1]
		}
	}
	return nil
}

// brace notes, before a disaster, of which changes somebody has the words.
func (m *model) brace() {
	for i := range m.facts {
		m.facts[i].said = m.spoken(m.facts[i])
	}
}

// spoken reports whether some box has the words of a change.
func (m *model) spoken(f fact) bool {
	return slices.ContainsFunc(m.w.boxes, func(b *box) bool {
		l := b.mem.disk.line(f.origin, f.ctr, f.hash)
		return !b.gone && l != nil && !l.retracted && l.entry.Body != nil
	})
}

// mourn finds the changes of which a disaster took the last copy, and those of which it took the words: a record that moved was
// taken out at its old place, the new one had not heard of it, and the county, which alone had it then, was set back. The headers
// come back from those who wrote them; the words are nowhere.
func (m *model) mourn() {
	for i := range m.facts {
		f := &m.facts[i]
		held := slices.ContainsFunc(m.w.boxes, func(b *box) bool { return !b.gone && f.heldBy(b) })
		switch {
		case f.gone:
		case !held:
			f.gone, f.mute = true, f.said
			m.w.hits[destroyed]++
			m.w.say("destroyed: %d@%s", f.ctr, f.origin)
		case f.said && !f.mute && !m.spoken(*f):
			f.mute = true
			m.w.hits[silenced]++
			m.w.say("nobody has the words of %d@%s any more", f.ctr, f.origin)
		}
	}
}

// doubled lets a clone hold what its original may.
func (m *model) doubled(b, twin *box) {
	for mark := 1; mark <= m.persons; mark++ {
		if slices.Contains(m.allowed[mark], b.at) {
			m.allowed[mark] = append(m.allowed[mark], twin.at)
		}
	}
}

// swapped forgets that the box at a seat may hold anything: it is another machine.
func (m *model) swapped(b *box) {
	for mark := 1; mark <= m.persons; mark++ {
		m.allowed[mark] = slices.DeleteFunc(m.allowed[mark], func(at int) bool { return at == b.at })
	}
}

// received checks an acknowledgement against the disk of the box that gave it.
func (m *model) received(b *box, p packet, r wire.PushReply) {
	for _, e := range p.Push.Items {
		if _, parted := r.Fork[e.Chain()]; parted {
			continue // its tail comes again under another name
		}
		if e.Ctr <= r.Ack[e.Chain()] && b.mem.disk.line(e.Origin, e.Ctr, e.Header.Hash()) == nil {
			m.w.fail("%s acknowledges %d@%s and does not hold it", b, e.Ctr, e.Chain())
		}
	}
}

// obeyed holds the receipts a box wrote against its own disk: what it says was taken out is out.
func (m *model) obeyed(b *box, orders []wire.Order, before map[uint64]bool) {
	for at, o := range orders {
		if len(o.Retract) == 0 || before[o.N] || b.mem.disk.notes[reportKey(o.N)] == nil {
			continue
		}
		m.receipts++
		for _, ref := range o.Retract {
			again := slices.ContainsFunc(orders[at+1:], func(later wire.Order) bool {
				return slices.ContainsFunc(later.Grant, func(e station.Entry) bool { return refOf(e) == ref })
			})
			if !again && (b.mem.state(ref.Kind, ref.ID).Known() || bodies(b, ref) > 0) {
				m.w.fail("%s gives a receipt for %s/%s and still holds it", b, ref.Kind, ref.ID)
			}
		}
	}
}

// reported are the orders a box has carried out and not told of yet.
func (m *model) reported(b *box, orders []wire.Order) map[uint64]bool {
	done := map[uint64]bool{}
	for _, o := range orders {
		done[o.N] = b.mem.disk.notes[reportKey(o.N)] != nil
	}
	return done
}

// reportKey is the note a box keeps of an order it carried out.
func reportKey(n uint64) string { return fmt.Sprintf("report/%016d", n) }
