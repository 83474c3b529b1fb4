package core

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"lianzhan/station"
)

// The notes of sync, by the noun they begin with. What a note says is JSON unless it is a bare number or nothing.
const (
	noteLink     = "link"      // the parent, as the child sees it
	noteAck      = "ack/"      // chain: how far the parent has it
	noteForked   = "forked/"   // chain: where the parent holds another
	noteNeed     = "need/"     // chain: the parent asked for it by a counter
	noteRoot     = "root/"     // chain: how far it is durable at the root
	noteUnsure   = "unsure/"   // chain/ctr: its effective time is to be asked for
	noteLate     = "late/"     // chain/ctr: arrived after the parent's word went past it
	noteReport   = "report/"   // order: carried out, to be told
	noteAsk      = "ask/"      // record: a change of it came without its body; what it says is to be asked for, or was
	noteTell     = "tell/"     // record: the parent wants to hear everything of it; how many changes it was told
	noteGone     = "gone/"     // record: taken out here
	noteSealed   = "sealed/"   // chain/ctr: the change with the sealed box its body lies in
	notePeer     = "peer/"     // device: a child
	noteHeads    = "heads/"    // device: what the child said it holds
	noteStatus   = "status/"   // device: what the child said of itself
	noteOrder    = "order/"    // device/n: not carried out yet
	noteLeaving  = "leaving/"  // record/device: to be taken out there once somebody at its new place has it
	noteDone     = "done/"     // device/n: carried out
	noteReceipt  = "receipt/"  // device/n: its proof
	noteVia      = "via/"      // device/chain: the child brings this chain
	noteTold     = "told/"     // device/seq: a disclosure on its way, after which the plain copy goes
	noteSetBack  = "setback/"  // device: how often it had this box begin a new life
	noteLane     = "lane/"     // chain: how far it was received
	noteSplit    = "split/"    // chain: where another box went on under its name
	noteFault    = "fault/"    // chain/ctr: kept, not applied
	noteRefused  = "refused/"  // chain/ctr: an own change the parent keeps without applying it
	noteBranches = "branches/" // origin: names of its branches held here
	noteTimeless = "timeless/" // chain/ctr: the root's clock was not believed when it and so many behind it came, and nobody else judges their time
	noteNode     = "node/"     // device: id of its node
	noteCode     = "code/"     // hash of a one-time code
	noteCodeOf   = "codeof/"   // node: hash of its code
	noteTries    = "tries"     // wrong codes lately
)

func recall[T any](l station.Ledger, key string) (v T, found bool, err error) {
	raw, err := l.Note(key)
	if err != nil || raw == nil {
		return v, false, err
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, false, fmt.Errorf("note %s: %w", key, err)
	}
	return v, true, nil
}

func remember[T any](l station.Ledger, key string, v T) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return l.PutNote(key, raw)
}

// counters reads all notes below a prefix that hold a bare number.
func counters(l station.Ledger, prefix string) (map[string]uint64, error) {
	found := map[string]uint64{}
	err := l.Notes(prefix, func(key string, value []byte) bool {
		if n, err := strconv.ParseUint(string(value), 10, 64); err == nil {
			found[key[len(prefix):]] = n
		}
		return true
	})
	return found, err
}

func putCounter(l station.Ledger, key string, n uint64) error {
	return l.PutNote(key, strconv.AppendUint(nil, n, 10))
}

func readCounter(l station.Ledger, key string) (uint64, error) {
	value, err := l.Note(key)
	n, _ := strconv.ParseUint(string(value), 10, 64)
	return n, err
}

// readRevision is the chain and the counter of "ctr@origin".
func readRevision(r station.Revision) (chain string, ctr uint64) {
	number, origin, _ := strings.Cut(string(r), "@")
	ctr, _ = strconv.ParseUint(number, 10, 64)
	return origin, ctr
}

// keysBelow lists the ends of the keys below a prefix; at most limit, all when limit is 0.
func keysBelow(l station.Ledger, prefix string, limit int) (ends []string, err error) {
	err = l.Notes(prefix, func(key string, _ []byte) bool {
		ends = append(ends, key[len(prefix):])
		return limit == 0 || len(ends) < limit
	})
	return ends, err
}

// setBelow is the set of the ends of the keys below a prefix.
func setBelow(l station.Ledger, prefix string) (map[string]bool, error) {
	ends, err := keysBelow(l, prefix, 0)
	set := make(map[string]bool, len(ends))
	for _, end := range ends {
		set[end] = true
	}
	return set, err
}

func forget(l station.Ledger, prefix string) error {
	ends, err := keysBelow(l, prefix, 0)
	for _, end := range ends {
		if err := l.PutNote(prefix+end, nil); err != nil {
			return err
		}
	}
	return err
}

// numbered is a key that sorts by its number.
func numbered(prefix string, n uint64) string { return fmt.Sprintf("%s%016d", prefix, n) }

func lineKey(prefix, chain string, ctr uint64) string { return numbered(prefix+chain+"/", ctr) }

// readLineKey is the chain and the counter of the end of a lineKey.
func readLineKey(end string) (chain string, ctr uint64) {
	at := strings.LastIndexByte(end, '/')
	if at < 0 {
		return "", 0
	}
	ctr, _ = strconv.ParseUint(end[at+1:], 10, 64)
	return end[:at], ctr
}

func refKey(prefix string, ref station.Ref) string { return prefix + string(ref.Kind) + "/" + ref.ID }

func readRefKey(end string) station.Ref {
	kind, id, _ := strings.Cut(end, "/")
	return station.Ref{Kind: station.Kind(kind), ID: id}
}

func refOf(e station.Entry) station.Ref { return station.Ref{Kind: e.Kind, ID: e.ID} }
