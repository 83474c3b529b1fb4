package below

import (
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

const (
	refusalEach = time.Minute // the same one is written down at most that often
	mostRefused = 1000        // of different ones remembered
)

// usual are the refusals of every day: what was asked is asked again in a moment.
var usual = []string{wire.ErrSession.Code, core.CodeEpoch, core.CodeSetBack, wire.ErrOffset.Code, wire.ErrLocked.Code, wire.ErrAsked.Code}

// refusals see to it that who was turned away stands in the log, and does not fill it.
type refusals struct {
	lock sync.Mutex
	last map[refusal]time.Time
}

type refusal struct{ device, address, path, code string }

// noted writes down what a request was refused for.
func (r *refusals) noted(c *fiber.Ctx) error {
	err := c.Next()
	worded := station.Worded(err)
	if err == nil || worded.Class == station.FaultInternal || worded.Class == station.FaultBusy || worded.Class == station.FaultTooMany ||
		slices.Contains(usual, worded.Code) {
		return err
	}
	device, _ := c.Locals(deviceKey{}).(string)
	what := refusal{device, strings.Clone(c.IP()), c.Route().Path, worded.Code}
	if r.first(what, time.Now()) {
		slog.Warn("a box below was refused", "code", what.code, "device", what.device, "address", what.address, "path", what.path)
	}
	return err
}

// first reports whether a refusal was not written down lately.
func (r *refusals) first(what refusal, now time.Time) bool {
	r.lock.Lock()
	defer r.lock.Unlock()
	if last, known := r.last[what]; known && now.Sub(last) < refusalEach {
		return false
	}
	if len(r.last) >= mostRefused {
		clear(r.last)
	}
	r.last[what] = now
	return true
}

type deviceKey struct{}
