package core

import (
	"encoding/json"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// run is what a push brings of one chain.
type run struct {
	chain  string
	items  []station.Entry
	hashes []station.Hash
	way    way
	stand  *stand // of the chain's device; nil when nobody enrolled it
	scopes []string
	fault  string // of all of its changes
	whole  bool   // every body matches its header
	over   bool   // nothing more of it is taken from this push
	fresh  bool   // something was taken
	seen   uint64 // the highest counter of the push that is held here: what is held beyond may be another's
	split  uint64 // where another box wrote something else; 0 nowhere
}

const maxBad = 3 // deliveries that do not verify before the chain is given up

func headerHash(e station.Entry) station.Hash { return e.Header.Hash() }

// verified is the guard of the proof: each stretch of a run hangs together by its hashes and ends with a signature of the
// chain's device.
func (r *run) verified() bool {
	for i, e := range r.items {
		last := i == len(r.items)-1
		if !last && r.items[i+1].Ctr == e.Ctr+1 && r.items[i+1].Prev == r.hashes[i] {
			continue
		}
		if !proven(e, r.hashes[i], r.stand.node) {
			return false
		}
	}
	return true
}

// verdict is what becomes of one change.
type verdict int

const (
	take verdict = iota
	duplicate
	gap
	fork
	hole   // it was skipped as lost, and is not
	rewind // the chains part somewhere before: offer it from the beginning
)

// place says how a change follows what is held of its chain.
func (r *run) place(l station.Ledger, e station.Entry, hash station.Hash, void uint64) (verdict, error) {
	if e.Branch != "" && !known(e.Ctr, r.way.Ctr) {
		if held, err := holds(l, e.Origin, e.Ctr, hash); err != nil || held {
			r.moveOn(e, hash) // it is the stem's here: names of branches are each box's own
			return duplicate, err
		}
	}
	switch {
	case known(e.Ctr, r.way.Ctr):
		return r.same(l, e, hash)
	case !dense(e.Ctr, r.way.Ctr) && void != e.Ctr:
		if e.Branch != "" && r.way.Ctr == 0 {
			return r.hangs(l, e)
		}
		return gap, nil
	case dense(e.Ctr, r.way.Ctr) && e.Prev != r.way.Hash:
		return rewind, nil
	}
	return take, nil
}

// known is the guard against duplicates: counters only grow.
func known(ctr, received uint64) bool { return ctr <= received }

// dense is the guard against gaps: every counter follows the one before.
func dense(ctr, received uint64) bool { return ctr == received+1 }

// holds reports whether a chain has this very change.
func holds(l station.Ledger, chain string, ctr uint64, hash station.Hash) (bool, error) {
	held, found, err := l.Held(chain, ctr)
	return err == nil && found && headerHash(held) == hash, err
}

// same is the guard against forks: the same counter must be the same change.
func (r *run) same(l station.Ledger, e station.Entry, hash station.Hash) (verdict, error) {
	held, found, err := l.Held(r.chain, e.Ctr)
	switch {
	case err != nil:
		return gap, err
	case !found:
		return r.otherwise(l, e)
	case headerHash(held) != hash:
		return fork, nil
	}
	return duplicate, nil
}

// otherwise finds out whether a branch's change is held under another name, as the stem's or another branch's: else it is a hole.
func (r *run) otherwise(l station.Ledger, e station.Entry) (verdict, error) {
	if e.Branch == "" {
		return hole, nil
	}
	_, held, err := branchFor(l, e)
	if err != nil || !held {
		return hole, err
	}
	return duplicate, nil
}

// hangs reports whether a branch begins where the chain it left is held.
func (r *run) hangs(l station.Ledger, e station.Entry) (verdict, error) {
	if e.Ctr == 1 {
		return take, nil
	}
	held, err := holds(l, e.Origin, e.Ctr-1, e.Prev)
	if err != nil || !held {
		return gap, err
	}
	return take, nil
}

// admissible is the code of what is wrong with a change from below, "" when it may be applied.
func (r *run) admissible(l station.Ledger, e station.Entry) (string, error) {
	if r.fault != "" {
		return r.fault, nil
	}
	code, err := r.allowed(l, e)
	if code == "" && revokedBefore(r.stand.device, e) {
		code = CodeDeviceRevoked
	}
	return code, err
}

// allowed is the code of what is wrong with what a change says, whoever says it.
func (r *run) allowed(l station.Ledger, e station.Entry) (string, error) {
	r, err := r.widened(l, e)
	if err != nil {
		return "", err
	}
	switch {
	case !shared(e.Class) || !travels(e.Kind):
		return CodeKind, nil
	case len(e.Body) > maxBody:
		return CodeTooLarge, nil
	case !withinAny(e.Place, r.scopes):
		return CodeScope, nil
	case e.Kind == station.KindNode && !nodeBelow(e, r.scopes):
		return CodeScope, nil
	case e.Op == station.OpMove && !movesWithin(e, r.scopes):
		return CodeScope, nil
	}
	return r.foreign(l, e)
}

// widened counts what a node that came into the writer's branch brought along and nobody moved yet: a record that is known, not
// whatever is said to lie there.
func (r *run) widened(l station.Ledger, e station.Entry) (*run, error) {
	if withinAny(e.Place, r.scopes) {
		return r, nil
	}
	place, err := l.Place(refOf(e))
	if err != nil || place == "" {
		return r, err
	}
	wide := *r
	err = newTree(l).trail(r.stand)
	wide.scopes = slices.Concat(r.scopes, r.stand.branch)
	return &wide, err
}

// revokedBefore reports whether a change was written after its device had lost its word.
func revokedBefore(d station.Device, e station.Entry) bool {
	return !d.Revoked.IsZero() && e.Time().Time().After(d.Revoked)
}

const maxBody = 256 << 10 // bytes of one change, as the store takes it

// foreign is the guard of other people's records: a box may only change what is, or was, in its own branch.
func (r *run) foreign(l station.Ledger, e station.Entry) (string, error) {
	ref := refOf(e)
	place, err := l.Place(ref)
	if err != nil || place == "" || withinAny(place, r.scopes) {
		return "", err
	}
	history, err := l.History(ref)
	if err != nil {
		return "", err
	}
	for _, past := range history {
		if past.Fault == "" && (withinAny(past.Place, r.scopes) || movesWithin(past, r.scopes)) {
			return "", nil
		}
	}
	return CodeScope, nil
}

// nodeBelow is the guard of the tree: who may speak for a node is decided strictly above it.
func nodeBelow(e station.Entry, scopes []string) bool {
	for _, scope := range scopes {
		to := scopeIn(e)
		if below(e.Place, scope) && (to == "" || below(to, scope)) {
			return true
		}
	}
	return false
}

// movesWithin reports whether a move leads into one of the branches.
func movesWithin(e station.Entry, scopes []string) bool {
	var move station.Move
	return e.Op == station.OpMove && json.Unmarshal(e.Body, &move) == nil && withinAny(move.To, scopes)
}

// runsOf sorts a push by chains; the order within each stays.
func runsOf(p wire.Push) (runs map[string]*run, order []string) {
	runs = map[string]*run{}
	for _, e := range p.Items {
		chain := e.Chain()
		r := runs[chain]
		if r == nil {
			r = &run{chain: chain}
			runs[chain], order = r, append(order, chain)
		}
		r.items = append(r.items, e)
		r.hashes = append(r.hashes, headerHash(e))
	}
	return runs, order
}
