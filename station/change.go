package station

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
)

// Change is the unit of the log and of sync: one immutable edit of one record. The header is chained by hash to the
// one before it; the body stands apart so that it can be erased while the chain still verifies.
type Change struct {
	Header
	Body json.RawMessage `json:"body,omitempty"`
}

// Header says who changed what, when, and in which order.
type Header struct {
	Origin   string   `json:"origin"`         // device "/" incarnation
	Ctr      uint64   `json:"ctr"`            // dense per origin: 1, 2, 3 ...
	Prev     Hash     `json:"prev,omitempty"` // hash of the header of ctr-1; empty for the first
	HLC      HLC      `json:"hlc"`            // when, by the origin's hybrid logical clock
	Trust    Trust    `json:"trust"`          // how far the origin believed its wall clock
	Scope    string   `json:"scope"`          // path in the tree: /county/town/village
	Class    Class    `json:"class"`
	Kind     Kind     `json:"kind"`
	ID       string   `json:"id"`
	Op       Op       `json:"op"`
	Base     Revision `json:"base,omitempty"` // revision of the record the editor saw; empty for a new one
	BodyHash Hash     `json:"body_hash"`
	Schema   int      `json:"schema"`           // version of the kind's fields
	Actor    string   `json:"actor"`            // who, as the audit shows it: "cli:root", "account:3f2a"
	Serial   uint64   `json:"serial,omitempty"` // dense number in the book the edit was entered in; 0 when in none
}

// Op is what a change does.
type Op string

// The operations. Matters and suggestions use events; everything flat uses put.
const (
	OpPut    Op = "put"    // body: {"field": value}; null takes a field away
	OpEvent  Op = "event"  // body: {"type": ..., "data": ...}
	OpDelete Op = "delete" // no body
	OpErase  Op = "erase"  // body: {"revisions": [...]}, the events whose bodies are blanked
	OpMove   Op = "move"   // body: {"to": scope}; the record belongs to another branch of the tree from now on
)

// Class decides who may ever receive a change.
type Class string

// The classes: personal never leaves the scope it was made in, local never leaves the box.
const (
	Public   Class = "public"
	Internal Class = "internal"
	Personal Class = "personal"
	Local    Class = "local"
)

// Kind names what sort of record a change is about.
type Kind string

// The kinds of record.
const (
	KindStation    Kind = "station"
	KindDeputy     Kind = "deputy"
	KindGroup      Kind = "group"
	KindReception  Kind = "reception_rule"
	KindHolidays   Kind = "holidays"
	KindActivity   Kind = "activity"
	KindProject    Kind = "project"
	KindSuggestion Kind = "suggestion"
	KindArticle    Kind = "article"
	KindScreen     Kind = "screen"
	KindMatter     Kind = "matter"
	KindSession    Kind = "reception_session"
	KindUnit       Kind = "unit"
	KindPolicy     Kind = "policy"
	KindTemplate   Kind = "template"
	KindAccount    Kind = "account"
	KindNode       Kind = "node"
	KindPlaylist   Kind = "playlist"
	KindAudit      Kind = "audit" // lines of the log only, without a state: who signed in, who read what is masked
)

// Kinds lists every kind this version knows.
var Kinds = []Kind{KindStation, KindDeputy, KindGroup, KindReception, KindHolidays, KindActivity, KindProject,
	KindSuggestion, KindArticle, KindScreen, KindMatter, KindSession, KindUnit, KindPolicy, KindTemplate, KindAccount,
	KindNode, KindPlaylist, KindAudit}

// Hash is "sha256:" and the digest in hex; the algorithm is named so that it can be replaced without a new format.
type Hash string

const algorithm = "sha256:"

// digest is a hash as it is written, before it is a string.
type digest [len(algorithm) + 2*sha256.Size]byte

func digestOf(b []byte) (d digest) {
	sum := sha256.Sum256(b)
	copy(d[:], algorithm)
	hex.Encode(d[len(algorithm):], sum[:])
	return d
}

// HashOf is the SHA-256 of some bytes.
func HashOf(b []byte) Hash {
	d := digestOf(b)
	return Hash(d[:])
}

// Of reports whether it is the hash of some bytes.
func (h Hash) Of(b []byte) bool {
	d := digestOf(b)
	return string(h) == string(d[:])
}

// Hash is the hash of the canonical header.
func (h Header) Hash() Hash {
	var room [ordinary]byte
	return HashOf(h.appendTo(room[:0]))
}

// Revision names one version of a record by the change that made it: "ctr@origin".
type Revision string

// Revision of the record after this change.
func (h Header) Revision() Revision {
	return Revision(strconv.FormatUint(h.Ctr, 10) + "@" + h.Origin)
}

// Verify checks a change against the header before it: dense counter, unbroken chain, body unaltered. An erased body
// (nil) is accepted, because erasing must leave the chain verifiable.
func (c Change) Verify(prev *Header) error {
	switch {
	case prev == nil && (c.Ctr != 1 || c.Prev != ""):
		return Conflict("chain_broken", "变更记录的开头不对：%s 第 %d 条。", c.Origin, c.Ctr)
	case prev != nil && (c.Origin != prev.Origin || c.Ctr != prev.Ctr+1):
		return Conflict("chain_gap", "变更记录不连续：%s 第 %d 条之后是第 %d 条。", c.Origin, prev.Ctr, c.Ctr)
	case prev != nil && c.Prev != prev.Hash():
		return Conflict("chain_broken", "变更记录被改动过：%s 第 %d 条。", c.Origin, prev.Ctr)
	case c.Body != nil && !c.BodyHash.Of(c.Body):
		return Conflict("body_altered", "变更内容被改动过：%s 第 %d 条。", c.Origin, c.Ctr)
	}
	return nil
}

// ScopeWithin reports whether a scope is the given branch of the tree or lies below it.
func ScopeWithin(scope, branch string) bool {
	return scope == branch || strings.HasPrefix(scope, strings.TrimSuffix(branch, "/")+"/")
}
