package station

import "strings"

// Entry is a change as a node's log keeps it and as it travels: what the origin wrote, and what the way added to it.
type Entry struct {
	Seq uint64 `json:"-"` // its number in the log of the node that holds it
	Change
	// Place is the scope with "here" resolved: a box that stood alone wrote "/", the first hop writes where it stands.
	Place string `json:"place,omitempty"`
	// Branch tells two chains apart that a cloned disk wrote under one name: empty for the first, "#" and the first 8 hex
	// digits of the first differing header's hash for another.
	Branch string `json:"branch,omitempty"`
	// At is the effective time every replica compares; zero until a hop with a trusted clock judged it, and then final.
	At HLC `json:"at,omitempty"`
	// Proof is the Ed25519 signature of the origin's device over the header's hash, at the last change of each run it sent.
	Proof []byte `json:"proof,omitempty"`
	// Fault is why the change is kept but not applied (quarantine); empty when it was applied.
	Fault string `json:"fault,omitempty"`
	Via   string `json:"-"` // device of the neighbour it came from; empty when written here
}

// Chain names the chain of an entry: the origin and its branch.
func (e Entry) Chain() string { return e.Origin + e.Branch }

// Revision names what the change made of its record. A branch is part of the name: two boxes that were one disk give the
// same counters to different changes.
func (e Entry) Revision() Revision { return e.Header.Revision() + Revision(e.Branch) }

// Time is the effective time, as far as it is known here.
func (e Entry) Time() HLC {
	if e.At != 0 {
		return e.At
	}
	return e.HLC
}

// Withheld reports whether the body stayed behind: it is personal, or was erased.
func (e Entry) Withheld() bool { return e.Body == nil && e.BodyHash != nothing }

var nothing = HashOf(nil)

// DeviceOf is the box of an origin, without its incarnation.
func DeviceOf(origin string) string {
	device, _, _ := strings.Cut(origin, "/")
	return device
}

// Resolve is a scope as seen from outside: "/" and "" mean where the box stands.
func Resolve(scope, here string) string {
	if scope == "" || scope == "/" {
		return here
	}
	return scope
}

// Ledger is one transaction of a store as sync uses it: the log, the chains it holds, and sync's own notes. All of it
// commits or nothing does; it is only valid inside the call that handed it out.
type Ledger interface {
	Reader
	// Origin is this box as its own changes name it, Scope where it stands, Epoch the life of its log: a new one begins when
	// the log was set back.
	Origin() string
	Scope() string
	Epoch() string
	// Head is how far a chain is held without a gap, and the hash of the header there; 0 and "" when nothing is.
	Head(chain string) (ctr uint64, hash Hash, err error)
	// Heads are all chains held densely from their beginning.
	Heads() (map[string]uint64, error)
	// Held is one change of a chain, found=false when it is not in the log.
	Held(chain string, ctr uint64) (e Entry, found bool, err error)
	// Entries are at most limit entries after a log number, oldest first. Entries of class local are left out; last is the
	// number reached, also over what was left out.
	Entries(after uint64, limit int) (entries []Entry, last uint64, err error)
	// History is every entry about one record, oldest first.
	History(ref Ref) ([]Entry, error)
	// Place is the branch of the tree a record belongs to as it stands, deleted ones included; "" when it is not known here.
	Place(ref Ref) (string, error)
	// Append puts a change of another box into the log and, unless it carries a fault, applies it to the state. An error
	// with a code (Invalid) means it cannot be applied and nothing was done.
	Append(e Entry) (seq uint64, err error)
	// Settle gives a held change its effective time and folds its record anew. Of the last change this box wrote it is also
	// the time its own clock counts as written up to: one that once wrote in 2099 is believed again when it is set right.
	Settle(chain string, ctr uint64, at HLC) error
	// Fill brings a body that was withheld: it must match the header's hash. Drop takes one away again from log and state.
	Fill(chain string, ctr uint64, body []byte) error
	Drop(chain string, ctr uint64) error
	// Release applies what was quarantined, once it can be.
	Release(chain string, ctr uint64) error
	// Retract takes a record out of the state and its bodies out of the log, as if it had never been told here.
	Retract(ref Ref) error
	// Note, PutNote and Notes keep sync's own memory: cursors, links, receipts. A nil value removes the note. Notes runs over
	// a prefix in order of the keys until fn returns false.
	Note(key string) ([]byte, error)
	PutNote(key string, value []byte) error
	Notes(prefix string, fn func(key string, value []byte) bool) error
}

// Expect names entries that will be appended in a moment, so that a ledger far away is asked once for all they touch. It
// changes nothing, and may be left out.
func Expect(l Ledger, entries []Entry) error {
	if far, ok := l.(interface{ Expect(entries []Entry) error }); ok {
		return far.Expect(entries)
	}
	return nil
}
