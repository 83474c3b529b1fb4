package display

import (
	"maps"
	"sync"

	"lianzhan/station"
)

// mostMatters bounds the matters remembered as changed; beyond it all are read again.
const mostMatters = 256

// stale says what must be read again: kinds as a whole, and of the matters only those named, because there are many and
// they change all day.
type stale struct {
	kinds   kinds
	matters map[string]bool // nil with the kind set: all of them
}

func staleBy(refs []station.Ref) stale {
	s := stale{matters: map[string]bool{}}
	for _, ref := range refs {
		s.kinds |= kindsOf(ref.Kind)
		if ref.Kind == station.KindMatter {
			s.matters[ref.ID] = true
		}
	}
	if s.kinds&kindsOf(station.KindHolidays, station.KindPolicy) != 0 {
		// Every day by which somebody must answer may have moved.
		s.kinds, s.matters = s.kinds|kindsOf(station.KindMatter), nil
	}
	return s
}

// staleness gathers what is stale until somebody reads.
type staleness struct {
	lock sync.Mutex
	all  stale
}

func (s *staleness) add(more stale) {
	matters := kindsOf(station.KindMatter)
	s.lock.Lock()
	defer s.lock.Unlock()
	switch {
	case more.kinds&matters == 0:
	case s.all.kinds&matters == 0:
		s.all.matters = maps.Clone(more.matters)
	case s.all.matters == nil || more.matters == nil || len(s.all.matters)+len(more.matters) > mostMatters:
		s.all.matters = nil
	default:
		maps.Copy(s.all.matters, more.matters)
	}
	s.all.kinds |= more.kinds
}

func (s *staleness) take() stale {
	s.lock.Lock()
	defer s.lock.Unlock()
	taken := s.all
	s.all = stale{}
	return taken
}
