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
	branches, _, err := recall[[]string](l, noteBranches+origin)
	if err != nil || branch == "" || slices.Contains(branches, branch) {
		return err
	}
	return remember(l, noteBranches+origin, append(branches, branch))
}
