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

// judgeWords judges what a change says that was kept aside because of who said it: nobody had looked at the rest. Whoever brought
// it does not speak for a device nobody knows, since a relay may say what none of those below it may.
func judgeWords(l station.Ledger, e station.Entry) error {
	if e.Fault != CodeDeviceRevoked && e.Fault != CodeUnknownDevice {
		return nil
	}
	t := newTree(l)
	s, err := t.speaker(e)
	if err == nil && s == nil {
		err = station.Invalid(CodeUnknownDevice, "写这条变更的设备没有登记，还不能采用。请先给它重新登记。")
	}
	if err != nil {
		return err
	}
	r := run{stand: s}
	if r.scopes, err = t.ever(s); err != nil {
		return err
	}
	code, err := r.allowed(l, e)
	if err == nil && code != "" {
		err = station.Invalid(code, "这条变更改的不是它自己的内容，不能采用。")
	}
	return err
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
