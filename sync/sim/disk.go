package sim

import (
	"maps"
	"slices"
	"strings"

	"lianzhan/station"
)

// localChain ends the name of the chain whose changes never leave the box.
const localChain = "~local"

// position is where the log and the box's own chains stand.
type position struct {
	Origin, Scope, Epoch string
	Seq                  uint64
	HLC                  station.HLC
	Books                map[string]uint64 // never altered in place
}

// line is one entry of the log. It is never altered; another takes its place.
type line struct {
	entry     station.Entry
	hash      station.Hash // of the header
	retracted bool         // as if never told: its body is gone and it counts in no record
}

// chain is what is held of one chain.
type chain struct {
	lines map[uint64]uint64 // counter -> number in the log
	head  uint64            // held without a gap from the beginning
	hash  station.Hash
}

// disk is everything a box keeps.
type disk struct {
	position
	lines    []*line // by log number - 1; nil where a line moved on
	chains   map[string]*chain
	branches map[string][]string // origin -> names of its branches
	history  map[station.Ref][]uint64
	records  map[station.Kind]map[string]*station.Record
	notes    map[string][]byte
	keys     []string // of the notes, sorted
}

func newDisk(scope string) *disk {
	return &disk{position: position{Scope: scope}, chains: map[string]*chain{}, branches: map[string][]string{}, history: map[station.Ref][]uint64{},
		records: map[station.Kind]map[string]*station.Record{}, notes: map[string][]byte{}}
}

func (d *disk) begin(device, incarnation, epoch string) {
	d.Origin, d.Epoch = device+"/"+incarnation, epoch
}

func (d *disk) clone() *disk {
	c := *d
	c.lines, c.keys = slices.Clone(d.lines), slices.Clone(d.keys)
	c.notes = maps.Clone(d.notes)
	c.chains = make(map[string]*chain, len(d.chains))
	for name, ch := range d.chains {
		c.chains[name] = &chain{lines: maps.Clone(ch.lines), head: ch.head, hash: ch.hash}
	}
	c.branches = maps.Clone(d.branches)
	c.history = make(map[station.Ref][]uint64, len(d.history))
	for ref, lines := range d.history {
		c.history[ref] = slices.Clone(lines)
	}
	c.records = make(map[station.Kind]map[string]*station.Record, len(d.records))
	for kind, records := range d.records {
		c.records[kind] = maps.Clone(records)
	}
	return &c
}

// read is a line as the ledger hands it out: what this box wrote before it knew where it stands gets its place.
func (d *disk) read(seq uint64) station.Entry {
	e := d.lines[seq-1].entry
	e.Seq = seq
	if e.Via == "" && e.Place == "" {
		e.Place = d.placeOf(e.Header.Scope)
	}
	return e
}

// placeOf is empty as long as the box stands alone.
func (d *disk) placeOf(scope string) string {
	if place := station.Resolve(scope, d.Scope); place != "/" {
		return place
	}
	return ""
}

func (d *disk) find(name string, ctr uint64) (seq uint64, found bool) {
	ch := d.chains[name]
	if ch == nil {
		return 0, false
	}
	seq, found = ch.lines[ctr]
	return seq, found
}

// advance moves a chain's head over what follows it without a gap. A branch begins where it hangs on the chain it left.
func (d *disk) advance(name string) {
	ch := d.chains[name]
	if ch.head == 0 && strings.Contains(name, "#") {
		d.hang(name, ch)
	}
	for {
		seq, found := ch.lines[ch.head+1]
		if !found || d.lines[seq-1].entry.Prev != ch.hash {
			return
		}
		ch.head, ch.hash = ch.head+1, d.lines[seq-1].hash
	}
}

func (d *disk) hang(name string, ch *chain) {
	stem, _, _ := strings.Cut(name, "#")
	for ctr := range ch.lines {
		prev, found := d.find(stem, ctr-1)
		if found && d.lines[prev-1].hash == d.lines[ch.lines[ctr]-1].entry.Prev || ctr == 1 {
			ch.head, ch.hash = ctr-1, d.lines[ch.lines[ctr]-1].entry.Prev
			return
		}
	}
}
