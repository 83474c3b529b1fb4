// Package wire is what two nodes of the tree say to each other, as docs/wire.md tells it: the messages, their JSON, and
// how a frame is packed. It decides nothing.
package wire

import "lianzhan/station"

// Protocol is the version this program speaks; it understands older ones.
const Protocol = 1

// The bounds of a frame. A sender stays below them, a receiver refuses what is above.
const (
	MaxItems  = 500       // changes of one push or feed, rounded up to the end of a run
	MaxBytes  = 256 << 10 // of their JSON, likewise
	MostItems = 2000      // changes of one where the line is quick, and bytes in proportion
	MaxPacked = 1 << 20   // bytes on the wire
	MaxFrame  = 4 << 20   // bytes after decompression
)

// Enrol is what a box says to come into the tree, with the one-time code somebody gave it.
type Enrol struct {
	Proto   int    `json:"proto"`
	Code    string `json:"code"`
	Device  string `json:"device"`
	Key     string `json:"key"`  // "ed25519:…"
	Seal    string `json:"seal"` // "x25519:…"
	Station string `json:"station,omitempty"`
	Name    string `json:"name,omitempty"`
	Version string `json:"version"`
	Sig     []byte `json:"sig,omitempty"` // by the key over the rest: who asks holds it
}

// Enrolled answers: where the box stands, and who is above it up to the root.
type Enrolled struct {
	Node      station.Node   `json:"node"`
	Ancestors []station.Node `json:"ancestors"`       // root first
	Device    string         `json:"device"`          // of the parent
	Codes     []byte         `json:"codes,omitempty"` // the tree's key for query codes, sealed for Enrol.Seal (NaCl box, anonymous sender)
}

// Challenge is the parent's word a hello must sign, so that an old hello is worth nothing.
type Challenge struct {
	Device string `json:"device"` // of the parent
	Nonce  string `json:"nonce"`
}

// Hello opens a session.
type Hello struct {
	Proto   int               `json:"proto"`
	Caps    []string          `json:"caps,omitempty"`
	Version string            `json:"version"`
	Device  string            `json:"device"`
	Scope   string            `json:"scope"`
	Nonce   string            `json:"nonce"`
	Life    string            `json:"life,omitempty"`    // origin of the child's own chain: another one after its disk was set back
	Epoch   string            `json:"epoch"`             // of the parent's log as the child knows it; empty at first
	After   uint64            `json:"after"`             // how far the child read it
	Line    *Line             `json:"line,omitempty"`    // of that log, the last one the parent named
	Carried uint64            `json:"carried,omitempty"` // the last order of that life carried out
	Heads   map[string]uint64 `json:"heads"`             // chains the child holds densely
	// Tips are the first 16 hex digits of the header's hash at those heads: whoever holds another there has a fork.
	Tips   map[string]string `json:"tips,omitempty"`
	Schema map[string]int    `json:"schema,omitempty"`
	Sent   int64             `json:"sent"`          // Unix milliseconds by the child's clock
	Trust  station.Trust     `json:"trust"`         // how far the child believes it
	Sig    []byte            `json:"sig,omitempty"` // by the device over the rest
}

// Welcome answers a hello.
type Welcome struct {
	Proto      int               `json:"proto"`
	Caps       []string          `json:"caps,omitempty"`
	Version    string            `json:"version"`
	Device     string            `json:"device"`
	Session    string            `json:"session"` // bearer of the requests that follow
	Epoch      string            `json:"epoch"`
	Head       uint64            `json:"head"`             // of the parent's log
	Heads      map[string]uint64 `json:"heads"`            // how far the parent holds the chains of the hello
	Lost       []string          `json:"lost,omitempty"`   // chains of the parent's own that it lost: what the child still holds of them is wanted
	Differ     []string          `json:"differ,omitempty"` // chains of the hello whose tips are not those held here
	Tips       map[string]string `json:"tips,omitempty"`   // of lost chains: which change the one named in Heads is
	Again      bool              `json:"again,omitempty"`  // begin anew, as in a new epoch, though it is the same
	Scope      string            `json:"scope"`
	Received   int64             `json:"received"` // Unix milliseconds by the parent's clock
	Replied    int64             `json:"replied"`
	Trust      station.Trust     `json:"trust"`
	RetryAfter int               `json:"retry_after,omitempty"` // seconds
}

// Push carries changes up.
type Push struct {
	Epoch string   `json:"epoch"`
	Life  string   `json:"life,omitempty"` // as in the hello
	Items Items    `json:"items"`
	More  bool     `json:"more,omitempty"` // there is more behind these
	Done  []uint64 `json:"done,omitempty"` // orders carried out (receipts follow in Receipts)
	// Void names the next counter of a chain that exists at the sender: what lies before it is lost for ever.
	Void map[string]uint64 `json:"void,omitempty"`
	// Unsure are changes the parent holds whose effective time is not known here, with what they claim.
	Unsure []Settled `json:"unsure,omitempty"`
	// Ask names records taken out here once that may belong here again, since the parent's log was set back.
	Ask []station.Ref `json:"ask,omitempty"`
	// Receipts prove what was taken out on a retract order.
	Receipts []Receipt `json:"receipts,omitempty"`
	Status   *Status   `json:"status,omitempty"` // at most once a minute
	// Listed is what is held of the parts in which the two boxes differ, Told everything held of the records asked for.
	Listed *Listing `json:"listed,omitempty"`
	Told   Items    `json:"told,omitempty"`
}

// Listing names the records of some parts of all records, each with the sum over what is held of it.
type Listing struct {
	Parts []int `json:"parts"`
	Sums  []Sum `json:"sums"`
}

// Sum is over the changes held of one record: 16 hex digits.
type Sum struct {
	Kind station.Kind `json:"kind"`
	ID   string       `json:"id"`
	Sum  string       `json:"sum"`
}

// PushReply acknowledges: everything up to Ack of each chain is on the parent's disk.
type PushReply struct {
	Epoch       string            `json:"epoch"`
	Ack         map[string]uint64 `json:"ack"`
	Need        map[string]uint64 `json:"need,omitempty"`   // chain -> counter to go on from: there is a gap
	Fork        map[string]uint64 `json:"fork,omitempty"`   // chain -> counter at which another box wrote something else: enrol again
	Healed      []string          `json:"healed,omitempty"` // chains of the parent's own, or from above: taken back as far as they verify
	Quarantined []Fault           `json:"quarantined,omitempty"`
	Root        map[string]uint64 `json:"root,omitempty"` // how far the chains are durable at the root
	RetryAfter  int               `json:"retry_after,omitempty"`
}

// Fault is a change that was kept and acknowledged but not applied.
type Fault struct {
	Chain string `json:"chain"`
	Ctr   uint64 `json:"ctr"`
	Code  string `json:"code"`
}

// Pull asks for what the parent has after a number of its log.
type Pull struct {
	Epoch   string `json:"epoch"`
	After   uint64 `json:"after"`
	Max     int    `json:"max,omitempty"`
	Frames  int    `json:"frames,omitempty"`  // feeds that may come in one answer, one behind the other
	From    uint64 `json:"-"`                 // where to read on within such an answer; what the child has committed is After
	Root    string `json:"root,omitempty"`    // mark of the root acknowledgements the child knows
	Rooted  uint64 `json:"-"`                 // answers to pushes that told of the root when it was asked
	Line    *Line  `json:"line,omitempty"`    // the last one a feed named
	Carried uint64 `json:"carried,omitempty"` // the last order carried out when it was asked
	Life    string `json:"life,omitempty"`    // of the child's own chain: two boxes with one disk answer to one name
	Tally   string `json:"tally,omitempty"`   // sums over all the child holds, 16 hex digits for each of the parts the records are divided into
}

// Line is one line of a log, by its number and the first 16 hex digits of its header's hash: a log that lost its end and
// grew again has another there.
type Line struct {
	Seq uint64 `json:"seq"`
	Tip string `json:"tip"`
}

// Feed answers a pull. Items and Next are committed by the child in one transaction.
type Feed struct {
	Epoch  string            `json:"epoch"`
	Items  Items             `json:"items"`
	Next   uint64            `json:"next"`            // also moves over what was left out
	After  uint64            `json:"after,omitempty"` // where it begins, of one that was not asked for
	Head   uint64            `json:"head"`
	Orders []Order           `json:"orders,omitempty"`
	Root   map[string]uint64 `json:"root,omitempty"` // how far the child's chains are durable at the root; left out when the child knows
	Mark   string            `json:"mark,omitempty"` // of Root
	Line   *Line             `json:"line,omitempty"` // the last one looked at
	// Compared answers a tally: Apart are the parts in which the parent holds something else.
	Compared bool  `json:"compared,omitempty"`
	Apart    []int `json:"apart,omitempty"`
}

// Order is what the parent tells one child to do beside the changes: numbered densely per child, repeated until done.
type Order struct {
	N uint64 `json:"n"`
	// Retract: take these records out, they are no longer yours. The receipt names how many and their digest.
	Retract []station.Ref `json:"retract,omitempty"`
	Reason  string        `json:"reason,omitempty"`
	// Settle: the effective time of a change of yours whose clock was not believed.
	Settle []Settled `json:"settle,omitempty"`
	// Grant: everything about records that became yours.
	Grant Items `json:"grant,omitempty"`
	// Stand: where you stand from now on; whatever cannot be seen from there goes.
	Stand string `json:"stand,omitempty"`
	// Released: changes of yours that were kept aside here and are applied now.
	Released []Fault `json:"released,omitempty"`
	// Tell: push everything you hold of these records.
	Tell []station.Ref `json:"tell,omitempty"`
}

// Settled is one change's effective time.
type Settled struct {
	Chain string      `json:"chain"`
	Ctr   uint64      `json:"ctr"`
	At    station.HLC `json:"at"`
	Tip   string      `json:"tip,omitempty"` // beginning of the header's hash: the chain may be called otherwise there
}

// Receipt says that an order was carried out.
type Receipt struct {
	N      uint64       `json:"n"`
	Count  int          `json:"count"`
	Digest station.Hash `json:"digest"` // over the sorted "kind/id" lines
}

// Bell is the doorbell's only message: there is something new, and what time it is.
type Bell struct {
	Epoch  string        `json:"epoch"`
	Head   uint64        `json:"head"`
	Time   int64         `json:"time"` // Unix milliseconds
	Trust  station.Trust `json:"trust"`
	Policy *Policy       `json:"policy,omitempty"`
	Slips  bool          `json:"slips,omitempty"` // small frames may go over this line
}

// Policy is how hard a child may knock.
type Policy struct {
	FileBytesPerHour int64  `json:"file_bytes_per_hour,omitempty"` // 0 is no limit
	FilesFrom        string `json:"files_from,omitempty"`          // "22:00", begin and end of the night window; thumbnails are not bound by it
	FilesTo          string `json:"files_to,omitempty"`
	RetryAfter       int    `json:"retry_after,omitempty"`
}

// Status is what a node tells of itself: the same figures on its own screen and on the parent's list.
type Status struct {
	Version     string        `json:"version"`
	Pending     uint64        `json:"pending"` // changes not yet acknowledged by the parent
	OldestAt    int64         `json:"oldest_at,omitempty"`
	HopAck      uint64        `json:"hop_ack"`  // of the node's own chain
	RootAck     uint64        `json:"root_ack"` // likewise
	Down        uint64        `json:"down"`     // cursor in the parent's log
	Quarantine  int           `json:"quarantine"`
	FilesUp     int           `json:"files_up"`             // files waiting
	BytesUp     int64         `json:"bytes_up"`             // bytes waiting
	FilesLost   int           `json:"files_lost,omitempty"` // files named and not to be had
	ClockOffset int64         `json:"clock_ms"`             // parent minus own
	Trust       station.Trust `json:"trust"`
	DiskFree    uint64        `json:"disk_free,omitempty"`
	Held        uint64        `json:"held,omitempty"`  // changes its log holds
	Below       int           `json:"below,omitempty"` // nodes connected to this one
	Apart       int           `json:"apart,omitempty"` // parts in which this node and its parent still differed when they last compared
}
