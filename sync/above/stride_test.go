package above

import (
	"errors"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

func TestStrideFollowsTheLine(t *testing.T) {
	s := newStride()
	for range 12 {
		s.failed(away{errors.New("cut")})
	}
	if most, ways := s.now(); most != leastStride || ways != 1 {
		t.Errorf("%d changes, %d ways on a dead line", most, ways)
	}
	s.failed(station.Conflict("fork", "")) // says nothing of the line
	s.answered(2 * quickAnswer)
	if most, _ := s.now(); most != leastStride {
		t.Errorf("%d changes after an answer neither quick nor slow", most)
	}
	for range 12 {
		s.answered(quickAnswer / 2)
	}
	if most, ways := s.now(); most != wire.MostItems || ways != mostUnderWay {
		t.Errorf("%d changes, %d ways on a quick line", most, ways)
	}
	s.answered(2 * slowAnswer)
	if most, _ := s.now(); most != wire.MostItems/2 {
		t.Errorf("%d changes after a slow answer", most)
	}
}
