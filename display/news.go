package display

import (
	"encoding/json"
	"slices"
	"sync"

	"lianzhan/station"
	"lianzhan/web/pages"
	"lianzhan/web/socket"
)

// kinds is a set of kinds of record, a bit each in the order of station.Kinds.
type kinds uint32

func kindsOf(list ...station.Kind) (set kinds) {
	for _, kind := range list {
		if at := slices.Index(station.Kinds, kind); at >= 0 {
			set |= 1 << at
		}
	}
	return set
}

func (set kinds) list() []station.Kind {
	list := []station.Kind{}
	for at, kind := range station.Kinds {
		if set&(1<<at) != 0 {
			list = append(list, kind)
		}
	}
	return list
}

// renew calls read if the kind is in the set.
func (set kinds) renew(kind station.Kind, read func() error) error {
	if set&kindsOf(kind) == 0 {
		return nil
	}
	return read()
}

var (
	allKinds = kindsOf(station.Kinds...)
	onWalls  = kindsOf(shown...)
)

// news is one slot for all that was announced and not yet told: it merges and never grows.
type news struct {
	lock  sync.Mutex
	n     uint64
	kinds kinds
	bell  chan struct{}
}

func newNews() *news { return &news{bell: make(chan struct{}, 1)} }

func (s *news) add(n uint64, what kinds) {
	s.lock.Lock()
	s.n, s.kinds = max(s.n, n), s.kinds|what
	s.lock.Unlock()
	select {
	case s.bell <- struct{}{}:
	default:
	}
}

// take empties the slot; n stays the last number announced.
func (s *news) take() (n uint64, what kinds) {
	s.lock.Lock()
	defer s.lock.Unlock()
	what, s.kinds = s.kinds, 0
	return s.n, what
}

// changedMessage tells a kiosk what to read again.
type changedMessage struct {
	Type    string         `json:"type"` // "changed"
	N       uint64         `json:"n"`
	Version string         `json:"version"`
	Kinds   []station.Kind `json:"kinds"`
}

func changedFrame(n uint64, what kinds) ([]byte, error) {
	message, err := json.Marshal(changedMessage{Type: "changed", N: n, Version: pages.Version(), Kinds: what.list()})
	return socket.Text(message), err
}
