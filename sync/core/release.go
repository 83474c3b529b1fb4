package core

import (
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Release applies a quarantined change, once it can be, and tells whoever shares in the record.
func Release(l station.Ledger, chain string, ctr uint64, at Moment) error {
	e, found, err := l.Held(chain, ctr)
	if err != nil {
		return err
	}
	if !found || e.Fault == "" {
		return station.NotFound("fault_not_found", "没有找到这条暂存的变更，可能已经处理过。")
	}
	if err := judgeWords(l, e); err != nil {
		return err
	}
	if gone, err := l.Note(refKey(noteGone, refOf(e))); err != nil {
		return err
	} else if gone != nil {
		return station.Invalid(CodeScope, "这条内容已经转走，不归这里了。")
	}
	if err := l.Release(chain, ctr); err != nil {
		return err
	}
	if err := l.PutNote(lineKey(noteFault, chain, ctr), nil); err != nil {
		return err
	}
	if err := tellBack(l, e, wire.Fault{Chain: chain, Ctr: ctr, Code: e.Fault}, at.Now); err != nil {
		return err
	}
	place, err := l.Place(refOf(e))
	if err != nil {
		return err
	}
	err = tellAll(l, place, func(p *peer, device string) error {
		return p.grant(l, device, refOf(e), at.Now)
	})
	if err != nil || e.Op != station.OpMove {
		return err
	}
	return rejudge(l, newTree(l), []station.Ref{refOf(e)}, at) // what came from where it went may be applied now
}

// judgeWords judges what a change says that was kept aside because of who said it, or came damaged: nobody had looked at the
// rest. Whoever brought it does not speak for a device nobody knows, since a relay may say what none of those below it may.
func judgeWords(l station.Ledger, e station.Entry) error {
	if e.Fault != CodeDeviceRevoked && e.Fault != CodeUnknownDevice && e.Fault != CodeBody {
		return nil
	}
	code, err := newTree(l).allows(e)
	switch {
	case err != nil || code == "":
		return err
	case code == CodeUnknownDevice:
		return station.Invalid(code, "写这条变更的设备没有登记，还不能采用。请先给它重新登记。")
	}
	return station.Invalid(code, "这条变更改的不是它自己的内容，不能采用。")
}

// allows is the code of what is wrong with what a held change says, "" when whoever speaks for its device may say it.
func (t *tree) allows(e station.Entry) (string, error) {
	s, err := t.speaker(e)
	if err != nil {
		return "", err
	}
	if s == nil {
		return CodeUnknownDevice, nil
	}
	r := run{stand: s}
	if r.scopes, err = t.ever(s); err != nil {
		return "", err
	}
	return r.allowed(t.l, e)
}

// tellBack lets the box a change came from take it off its list.
func tellBack(l station.Ledger, e station.Entry, f wire.Fault, now time.Time) error {
	p, found, err := recall[peer](l, notePeer+e.Via)
	if err != nil || !found {
		return err
	}
	if err := p.give(l, e.Via, order{Release: []wire.Fault{f}}, now); err != nil {
		return err
	}
	return remember(l, notePeer+e.Via, p)
}

// Retry releases what an older version of the program could not apply; to be called once when a new one starts.
func Retry(l station.Ledger, at Moment) error {
	parked, err := Quarantined(l)
	if err != nil {
		return err
	}
	for _, f := range parked {
		if f.Code != "op_unknown" {
			continue
		}
		if err := Release(l, f.Chain, f.Ctr, at); err != nil && station.Worded(err).Class == station.FaultInternal {
			return err
		}
	}
	return nil
}
