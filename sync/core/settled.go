package core

import (
	"slices"
	"strings"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// settled is a change with its effective time. It is named by its header as well: what a branch is called is each box's own.
func settled(e station.Entry, chain string, at station.HLC) wire.Settled {
	return wire.Settled{Chain: chain, Ctr: e.Ctr, At: at, Tip: tip(headerHash(e))}
}

// meant finds the change an effective time is for, under its chain's name or whichever the chain goes by here.
func meant(l station.Ledger, s wire.Settled) (station.Entry, bool, error) {
	origin, _, _ := strings.Cut(s.Chain, "#")
	branches, _, err := recall[[]string](l, noteBranches+origin)
	if err != nil {
		return station.Entry{}, false, err
	}
	chains := []string{s.Chain, origin}
	for _, branch := range branches {
		chains = append(chains, origin+branch)
	}
	for _, chain := range chains {
		held, found, err := l.Held(chain, s.Ctr)
		if err != nil || found && (s.Tip == "" || s.Tip == tip(headerHash(held))) {
			return held, found, err
		}
	}
	return station.Entry{}, false, nil
}

// branchKnown remembers the name of a branch that is held here.
func branchKnown(l station.Ledger, origin, branch string) error {
	if branch == "" {
		return nil
	}
	branches, _, err := recall[[]string](l, noteBranches+origin)
	if err != nil || slices.Contains(branches, branch) {
		return err
	}
	return remember(l, noteBranches+origin, append(branches, branch))
}

// parted reports whether a change cannot belong to its chain as it is held here.
func parted(l station.Ledger, e station.Entry, taken bool) (bool, error) {
	before, found, err := l.Held(e.Origin, e.Ctr-1)
	return taken || found && headerHash(before) != e.Prev, err
}

// branchFor is what a chain that comes back is called here, and whether this very change is held: a box whose disk lost its
// end without knowing wrote others under the same counters.
func branchFor(l station.Ledger, e station.Entry) (branch string, held bool, err error) {
	branches, _, err := recall[[]string](l, noteBranches+e.Origin)
	if err != nil {
		return "", false, err
	}
	branches = append([]string{""}, branches...)
	hash, named, taken := headerHash(e), "", false
	for _, branch := range branches {
		there, found, err := l.Held(e.Origin+branch, e.Ctr)
		if err != nil || found && headerHash(there) == hash {
			return branch, err == nil, err
		}
		if branch == "" {
			taken, err = parted(l, e, found)
			if err != nil {
				return "", false, err
			}
		}
		if found || branch == "" {
			continue
		}
		if follows, err := holds(l, e.Origin+branch, e.Ctr-1, e.Prev); err != nil || follows {
			named = branch
		}
	}
	if named == "" && taken {
		named = branchName(hash)
	}
	return named, false, nil
}
