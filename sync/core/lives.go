package core

import (
	"slices"

	"lianzhan/station"
)

// Two boxes of one name that both came here before they wrote anything are not found out by a counter: the parent tells the
// second that its log was set back, it begins another life, and from then on they take turns.
const (
	maxTurns = 3 // returns to a former life in a row; a box whose disk was set back begins a new one after the first
	maxLives = 8 // remembered of a child
)

// clone notes with which life a child says hello, and reports whether it is one of two boxes that take turns: whichever comes then
// has to enrol again, and the other goes on.
func (p *peer) clone(life string) bool {
	switch {
	case life == p.Life || p.Life == "":
		return false
	case life != "" && life == p.Out: // the other one is here
		return true
	case slices.Contains(p.Lives, life) && p.Life != p.Out:
		p.Turns++
	default:
		p.Turns = 0
	}
	if p.Lives = append(p.Lives, p.Life); len(p.Lives) > maxLives {
		p.Lives = p.Lives[1:]
	}
	return p.Turns >= maxTurns
}

// Parted notes that two boxes go by the name of a child. A hello that is refused for it leaves nothing behind by itself: the caller
// commits this, so that the list of children names it.
func Parted(l station.Ledger, device string) error {
	p, found, err := recall[peer](l, notePeer+device)
	if err != nil || !found || p.Forked {
		return err
	}
	p.Forked = true
	return remember(l, notePeer+device, p)
}
