package sync

import (
	"log/slog"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/sys/unix"

	"lianzhan/station"
	"lianzhan/sync/above"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Status is how sync stands at this box: the same figures on its own screen and on its parent's list.
type Status struct {
	wire.Status
	Parent      string           `json:"parent"`
	State       above.State      `json:"state"`
	LastContact time.Time        `json:"last_contact,omitzero"`
	Trouble     string           `json:"trouble,omitempty"` // why it is offline, in words
	Faults      []wire.Fault     `json:"faults"`
	Lane        *above.FilesLane `json:"files_lane,omitempty"` // nil where files may go at any time, without bounds
	Lost        []box.Lost       `json:"lost"`
}

// Brief is what anybody in the hall may know of it.
type Brief struct {
	State       above.State `json:"state"`
	LastContact time.Time   `json:"last_contact,omitzero"`
	Pending     uint64      `json:"pending"`
}

// Status is how this box stands towards its parent.
func (r *Room) Status() (s Status, err error) {
	s.Faults = []wire.Fault{}
	forked := false
	err = r.Store.Inspect(func(l station.Ledger) (err error) {
		if s.Status, err = core.Pending(l, r.Me(), r.Moment()); err != nil {
			return err
		}
		if forked, err = box.IsForked(l); err != nil {
			return err
		}
		if s.Lost, err = box.LostFiles(l); err != nil {
			return err
		}
		for _, list := range []func(station.Ledger) ([]wire.Fault, error){core.Quarantined, core.Refused} {
			faults, err := list(l)
			if err != nil {
				return err
			}
			for _, f := range faults { // what neither this box nor the one above takes is one change
				if !slices.Contains(s.Faults, f) {
					s.Faults = append(s.Faults, f)
				}
			}
		}
		return nil
	})
	r.complete(&s.Status)
	s.Parent, s.State, s.LastContact = r.Above.Standing()
	s.Lane = r.Above.FilesLane()
	if s.State == above.Offline {
		s.Trouble = r.Above.Trouble()
	}
	if forked && s.State != above.Alone {
		s.State = above.Forked
	}
	return s, err
}

// complete adds what only the rim knows.
func (r *Room) complete(s *wire.Status) {
	list, err := r.Errands(box.UpNote)
	if err != nil {
		slog.Warn("the files that wait were not counted", "err", err)
	}
	for _, e := range list {
		s.FilesUp++
		s.BytesUp += e.Size
	}
	lost, err := r.Lost()
	if err != nil {
		slog.Warn("the files that were lost were not counted", "err", err)
	}
	s.FilesLost = len(lost)
	if ahead, ok := r.Above.Offset(); ok {
		s.ClockOffset = ahead.Milliseconds()
	}
	s.Below = r.Below.Online()
	var disk unix.Statfs_t
	if err := unix.Statfs(r.Dir, &disk); err == nil {
		s.DiskFree = disk.Bavail * uint64(disk.Bsize)
	}
}

// brief answers GET /api/v1/sync, for the corner of the kiosk.
func (r *Room) brief(c *fiber.Ctx) error {
	s, err := r.Status()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(Brief{State: s.State, LastContact: s.LastContact, Pending: s.Pending})
}

// Report answers GET /api/v1/desk/sync; whoever mounts it has seen to it that only those ask who may.
func (r *Room) Report(c *fiber.Ctx) error {
	s, err := r.Status()
	if err != nil {
		return err
	}
	return c.JSON(s)
}

// Gauges are figures for Prometheus; none says anything about a person.
func (r *Room) Gauges() map[string]func() float64 {
	figure := func(read func(Status) float64) func() float64 {
		return func() float64 {
			s, err := r.Status()
			if err != nil {
				return -1
			}
			return read(s)
		}
	}
	return map[string]func() float64{
		"lianzhan_sync_online": figure(func(s Status) float64 {
			if s.State == above.Online {
				return 1
			}
			return 0
		}),
		"lianzhan_sync_pending":      figure(func(s Status) float64 { return float64(s.Pending) }),
		"lianzhan_sync_hop_ack":      figure(func(s Status) float64 { return float64(s.HopAck) }),
		"lianzhan_sync_root_ack":     figure(func(s Status) float64 { return float64(s.RootAck) }),
		"lianzhan_sync_quarantine":   figure(func(s Status) float64 { return float64(s.Quarantine) }),
		"lianzhan_sync_clock_ms":     figure(func(s Status) float64 { return float64(s.ClockOffset) }),
		"lianzhan_sync_below_online": func() float64 { return float64(r.Below.Online()) },
	}
}
