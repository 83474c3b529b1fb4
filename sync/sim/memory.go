// Package sim proves sync/core: a whole tree of boxes in one goroutine, driven by one seeded source of chance, on disks
// that forget, clocks that lie and a network that does what networks do. A seed replays to the last bit.
package sim

import (
	"encoding/hex"
	"slices"

	"lianzhan/station"
)

// Options of a box in memory.
type Options struct {
	Device string                 // first part of its origin
	Scope  string                 // "/" when it stands alone
	Keep   []station.Kind         // kinds it keeps to itself: their changes run in the chain of its own
	Clock  func() station.Reading // what its wall clock says; the zero time, untrusted, when nil
	Random func() uint64          // names incarnations, epochs and salts; counts from one when nil
}

// Memory is a store in memory that behaves as the real one's ledger does: one transaction at a time, all of it or
// nothing. What it wrote is on the disk once Sync ran; a crash forgets the rest.
type Memory struct {
	Lazy bool // commits wait for Sync to be durable: a disk that lies about flushing
	Full bool // the disk has no room: nothing can be committed

	options  Options
	disk     *disk
	undo     []func() // from the latest durable state to the present one, youngest last
	commit   int      // length of undo at the last commit
	highest  uint64   // the high-water mark, a file beside the database
	reserved uint64   // for the default source of chance
}

// NewLedger makes an empty box.
func NewLedger(o Options) *Memory {
	m := &Memory{options: o}
	if m.options.Random == nil {
		m.options.Random = func() uint64 { m.reserved++; return m.reserved }
	}
	if m.options.Clock == nil {
		m.options.Clock = func() station.Reading { return station.Reading{Trust: station.TrustUntrusted} }
	}
	if m.options.Scope == "" {
		m.options.Scope = "/"
	}
	m.disk = newDisk(m.options.Scope)
	m.disk.begin(m.options.Device, m.name(), m.name())
	return m
}

func (m *Memory) name() string {
	var b [8]byte
	for i, r := 0, m.options.Random(); i < 8; i, r = i+1, r>>8 {
		b[i] = byte(r)
	}
	return hex.EncodeToString(b[:])
}

// errFull is what a box says whose disk has no room.
var errFull = station.Busy("disk_write_failed", "没有存上：磁盘可能满了或坏了，请叫工作人员。")

// Exchange runs one transaction of sync: it commits when fn returns nil, else nothing happened.
func (m *Memory) Exchange(fn func(station.Ledger) error) error {
	if err := fn(&ledger{m: m}); err != nil {
		m.rollback()
		return err
	}
	return m.finish()
}

// Inspect only reads; a call that would write is refused.
func (m *Memory) Inspect(fn func(station.Ledger) error) error { return fn(&ledger{m: m, sealed: true}) }

func (m *Memory) finish() error {
	if m.Full && len(m.undo) > m.commit {
		m.rollback()
		return errFull
	}
	m.commit = len(m.undo)
	if !m.Lazy {
		m.Sync()
	}
	return nil
}

// Sync makes what was committed durable.
func (m *Memory) Sync() {
	clear(m.undo)
	m.undo, m.commit = m.undo[:0], 0
	m.highest = max(m.highest, m.disk.Seq)
}

func (m *Memory) rollback() { m.back(m.commit) }

func (m *Memory) back(to int) {
	for i := len(m.undo) - 1; i >= to; i-- {
		m.undo[i]()
	}
	clear(m.undo[to:])
	m.undo = m.undo[:to]
}

// Crash is the power going: what was not durable is gone. With tear the last transaction was half on the disk, which the
// checksum of its page tells at the next start, and the page before is used. Kept says how much of it had been written.
func (m *Memory) Crash(tear bool, kept int) {
	if tear && kept < len(m.undo) {
		m.back(kept) // the half that never reached the disk …
	}
	m.back(0) // … and the half the checksum refuses
	m.commit = 0
	m.Full, m.Lazy = false, false
}

// Start is what a box does when it comes up: a log shorter than the mark beside it was set back, so a new life begins.
// It reports whether that was so.
func (m *Memory) Start() bool {
	if m.disk.Seq >= m.highest {
		return false
	}
	m.Reincarnate()
	return true
}

// Reincarnate begins a new epoch of the log and a new incarnation of the box's own chain.
func (m *Memory) Reincarnate() {
	old := m.disk.position
	m.undo = append(m.undo, func() { m.disk.position = old })
	m.disk.begin(m.options.Device, m.name(), m.name())
	m.commit = len(m.undo)
	m.Sync()
	m.highest = m.disk.Seq
}

// SetScope says where the box stands from now on.
func (m *Memory) SetScope(scope string) error {
	return m.Exchange(func(station.Ledger) error {
		old := m.disk.Scope
		m.undo = append(m.undo, func() { m.disk.Scope = old })
		m.disk.Scope = scope
		for ref := range m.disk.history {
			if err := m.refold(ref); err != nil {
				return err
			}
		}
		return nil
	})
}

// Become gives the box another device identity, as enrolling again after a fork does: a new chain, the same records.
func (m *Memory) Become(device string) {
	m.options.Device = device
	m.Reincarnate()
}

// Snapshot is a copy of a disk at one moment: a backup, or what a cloning tool made of it.
type Snapshot struct {
	disk    *disk
	highest uint64
}

// Snapshot copies what is durable.
func (m *Memory) Snapshot() Snapshot {
	if len(m.undo) > 0 {
		panic("sim: a snapshot of what is not durable")
	}
	return Snapshot{m.disk.clone(), m.highest}
}

// Restore puts an older disk in. A restore leaves the mark beside the database, a swap of the whole disk does not.
func (m *Memory) Restore(s Snapshot, mark bool) {
	clear(m.undo)
	m.disk, m.undo, m.commit = s.disk.clone(), m.undo[:0], 0
	if !mark {
		m.highest = s.highest
	}
}

// Origin is this box as its own changes name it, Scope where it stands.
func (m *Memory) Origin() string { return m.disk.Origin }

// Scope is where the box stands.
func (m *Memory) Scope() string { return m.disk.Scope }

func (m *Memory) keeps(kind station.Kind) bool { return slices.Contains(m.options.Keep, kind) }
