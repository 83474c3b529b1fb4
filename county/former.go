package county

import (
	"encoding/json"
	"slices"
	"strings"

	"lianzhan/station"
)

// formerPlace is where a node once stood.
type formerPlace struct {
	from string
	node station.Node
}

// formerly are the places nodes once had and have no more.
func (t *tree) formerly() (former []formerPlace, err error) {
	nodes, err := t.all()
	if err != nil {
		return nil, err
	}
	t.lock.Lock()
	defer t.lock.Unlock()
	if !t.moved.CompareAndSwap(true, false) {
		return t.former, nil
	}
	err = t.store.Inspect(func(l station.Ledger) error {
		for _, n := range nodes {
			history, err := l.History(station.Ref{Kind: station.KindNode, ID: n.ID})
			if err != nil {
				return err
			}
			former = append(former, placesOf(n, history)...)
		}
		return nil
	})
	if err != nil {
		t.moved.Store(true)
		return nil, err
	}
	t.former = former
	return former, nil
}

func placesOf(n station.Node, history []station.Entry) (former []formerPlace) {
	for _, e := range history {
		var said struct {
			Scope string `json:"scope"`
		}
		if e.Op != station.OpPut || e.Fault != "" || json.Unmarshal(e.Body, &said) != nil || said.Scope == "" || said.Scope == n.Scope {
			continue
		}
		if !slices.ContainsFunc(former, func(f formerPlace) bool { return f.from == said.Scope }) {
			former = append(former, formerPlace{said.Scope, n})
		}
	}
	return former
}

// routes words which place leads where.
func routes(former []formerPlace) string {
	var words strings.Builder
	for _, f := range former {
		words.WriteString(f.from + " " + f.node.Scope + "\n")
	}
	return words.String()
}

// forwarded is where something at a place belongs by now; false when it lies right.
func forwarded(place string, former []formerPlace, nodes []station.Node) (string, bool) {
	var best formerPlace
	for _, f := range former {
		if station.ScopeWithin(place, f.from) && len(f.from) > len(best.from) {
			best = f
		}
	}
	standing := func(n station.Node) bool {
		return len(n.Scope) >= len(best.from) && station.ScopeWithin(place, n.Scope)
	}
	if best.from == "" || slices.ContainsFunc(nodes, standing) {
		return "", false
	}
	return shifted(place, best.from, best.node.Scope), true
}
