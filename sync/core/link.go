package core

import (
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// link is what a child remembers of its parent.
type link struct {
	Parent  string     `json:"parent,omitempty"`  // device
	Parents []string   `json:"parents,omitempty"` // every device that ever was the parent: what came from there does not go back up
	Life    string     `json:"life,omitempty"`    // this box's own, when it last said hello
	Epoch   string     `json:"epoch,omitempty"`   // of the parent's log
	After   uint64     `json:"after,omitempty"`   // how far that log is committed here
	Line    *wire.Line `json:"line,omitempty"`    // of that log, the last one the parent named
	Carried uint64     `json:"carried,omitempty"` // the last of the parent's orders carried out
	Acked   uint64     `json:"acked,omitempty"`   // number of the own log up to which the parent has everything
	Mark    string     `json:"mark,omitempty"`    // of the root acknowledgements known
	Rooted  uint64     `json:"rooted,omitempty"`  // answers to pushes that told more of them
	Scope   string     `json:"scope,omitempty"`   // where the parent says this box stands
	Told    int64      `json:"told,omitempty"`    // Unix seconds of the last status sent
	// Lost are devices of the parent whose changes it asked back, LostTo the own log's end when it asked.
	Lost   []string `json:"lost,omitempty"`
	LostTo uint64   `json:"lost_to,omitempty"`
	// Ask goes over the records taken out here, after the parent's log was set back: they may belong here again.
	Ask      bool   `json:"ask,omitempty"`
	AskAfter string `json:"ask_after,omitempty"`
	// Due: what is held is to be compared with the parent's. Apart are the parts that differ, until they are listed; Unlike how
	// many did when it was last done, at Compared (Unix seconds).
	Head     uint64 `json:"head,omitempty"` // of the parent's log, as last named
	Due      bool   `json:"due,omitempty"`
	Apart    []int  `json:"apart,omitempty"`
	Rounds   int    `json:"rounds,omitempty"`
	Unlike   int    `json:"unlike,omitempty"`
	Compared int64  `json:"compared,omitempty"`
}

func readLink(l station.Ledger) (link, error) {
	k, _, err := recall[link](l, noteLink)
	return k, err
}

func (k link) keep(l station.Ledger) error { return remember(l, noteLink, k) }

// fromAbove reports whether an entry came down from a parent.
func (k link) fromAbove(e station.Entry) bool {
	return e.Via != "" && slices.Contains(k.Parents, e.Via)
}

// askedBack reports whether an entry is one the parent, or one above it, wrote and lost.
func (k link) askedBack(e station.Entry) bool {
	return e.Seq <= k.LostTo && slices.Contains(k.Lost, station.DeviceOf(e.Origin))
}

// goesUp reports whether an entry is the parent's to know: it was written here or brought from below.
func (k link) goesUp(e station.Entry) bool { return shared(e.Class) && !k.fromAbove(e) }

// begin makes a device the parent.
func (k *link) begin(parent string) {
	if k.Parent == parent {
		return
	}
	k.Parent = parent
	if !slices.Contains(k.Parents, parent) {
		k.Parents = append(k.Parents, parent)
	}
	k.newLife("")
}

// newLife goes back to the beginning: of the parent's log, and of the own one. What either holds already is passed over.
func (k *link) newLife(epoch string) {
	k.Epoch, k.After, k.Line, k.Carried, k.Acked, k.Mark = epoch, 0, nil, 0, 0, ""
	k.compareSoon()
}
