package core

import "lianzhan/station"

// rejudge releases what was kept aside because its record lay elsewhere, when a move that arrives later allows it: chains
// overtake each other.
func rejudge(l station.Ledger, t *tree, moved []station.Ref, at Moment) error {
	for _, ref := range moved {
		history, err := l.History(ref)
		if err != nil {
			return err
		}
		for _, e := range history {
			if e.Fault != CodeScope {
				continue
			}
			if err := reconsider(l, t, e, at); err != nil {
				return err
			}
		}
	}
	return nil
}

func reconsider(l station.Ledger, t *tree, e station.Entry, at Moment) error {
	s, err := t.speaker(e)
	if err != nil || s == nil {
		return err
	}
	r := run{stand: s}
	if r.scopes, err = t.ever(s); err != nil {
		return err
	}
	judged := e
	judged.Fault = ""
	if code, err := r.admissible(l, judged); err != nil || code != "" {
		return err
	}
	err = Release(l, e.Chain(), e.Ctr, at)
	if faultOf(err) != "" || isMissing(err) { // a move released before it let it in already
		return nil
	}
	return err
}
