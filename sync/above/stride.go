package above

import (
	"errors"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

const (
	firstStride = wire.MostItems // changes of the first push
	leastStride = 16
	quickAnswer = time.Second
	slowAnswer  = 3 * time.Second // a parent waits 15 s for the whole of a request
)

// stride is how much goes up at once: more while answers come quickly, less when the line is slow or the parent has no
// room, until it fits.
type stride struct {
	lock sync.Mutex
	most int // changes of one push
	ways int // pushes under way
}

func newStride() *stride { return &stride{most: firstStride, ways: mostUnderWay} }

// now is how much to send: changes of one push, and how many pushes at once.
func (s *stride) now() (most, ways int) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.most, s.ways
}

// answered takes note of a push that was taken.
func (s *stride) answered(took time.Duration) {
	s.lock.Lock()
	defer s.lock.Unlock()
	switch {
	case took < quickAnswer:
		s.most, s.ways = min(2*s.most, wire.MostItems), min(s.ways+1, mostUnderWay)
	case took > slowAnswer:
		s.shorten()
	}
}

// failed takes note of a push that was not taken. What the parent refuses for other reasons says nothing of its size.
func (s *stride) failed(err error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	worded := station.Worded(err)
	if errors.As(err, &away{}) || worded.Code == wire.ErrLarge.Code || worded.Class == station.FaultBusy {
		s.shorten()
	}
}

func (s *stride) shorten() { s.most, s.ways = max(s.most/2, leastStride), max(s.ways/2, 1) }
