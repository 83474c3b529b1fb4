package casebook

import (
	"sync"

	"lianzhan/station"
)

// mostStale bounds the names remembered between two visits; beyond it reading everything again is cheaper.
const mostStale = 4096

// stale remembers what changed since the book last read.
type stale struct {
	lock  sync.Mutex
	ids   map[string]bool
	house bool
	all   bool
}

// houseKinds are the records the rows are worded and counted by.
var houseKinds = map[station.Kind]bool{station.KindStation: true, station.KindUnit: true, station.KindDeputy: true,
	station.KindPolicy: true, station.KindHolidays: true, station.KindTemplate: true, station.KindReception: true,
	station.KindNode: true}

func (s *stale) add(refs []station.Ref) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, ref := range refs {
		s.house = s.house || houseKinds[ref.Kind]
		if ref.Kind != station.KindMatter || s.all {
			continue
		}
		if s.ids == nil {
			s.ids = map[string]bool{}
		}
		if s.ids[ref.ID] = true; len(s.ids) > mostStale {
			s.all, s.ids = true, nil
		}
	}
}

func (s *stale) clean() bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	return !s.all && !s.house && len(s.ids) == 0
}

func (s *stale) take() (ids []string, house, all bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for id := range s.ids {
		ids = append(ids, id)
	}
	house, all = s.house, s.all
	s.ids, s.house, s.all = nil, false, false
	return ids, house, all
}

func (s *stale) giveBack(ids []string, house, all bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.house, s.all = s.house || house, s.all || all
	for _, id := range ids {
		if s.ids == nil {
			s.ids = map[string]bool{}
		}
		s.ids[id] = true
	}
}
