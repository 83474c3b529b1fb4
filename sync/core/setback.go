package core

import (
	"time"

	"lianzhan/station"
)

// A parent believes a child that its own log was set back: it begins a new life, and everybody below offers what it has. A child
// that says so again and again has a broken disk, or means harm: then it alone begins anew.
const (
	maxSetBacks = 3
	setBackFor  = 24 * time.Hour
)

// SetBack counts a new life that a child's hello brought about; to be called before it begins.
func SetBack(l station.Ledger, device string, at Moment) error {
	t, err := setBacks(l, device, at)
	if err != nil {
		return err
	}
	t.Count++
	return remember(l, noteSetBack+device, t)
}

// setBacks are those of the last day.
func setBacks(l station.Ledger, device string, at Moment) (tries, error) {
	t, _, err := recall[tries](l, noteSetBack+device)
	if since := at.Now.Sub(time.Unix(t.Since, 0)); since < 0 || since >= setBackFor {
		t = tries{Since: at.Now.Unix()}
	}
	return t, err
}

// lostEnd judges a hello that knows more of this log than there is: errSetBack, or again where this child said so too often.
func lostEnd(l station.Ledger, device string, at Moment) (again bool, err error) {
	t, err := setBacks(l, device, at)
	switch {
	case err != nil:
		return false, err
	case t.Count >= maxSetBacks:
		return true, nil
	}
	return false, errSetBack
}
