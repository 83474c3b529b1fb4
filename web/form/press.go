package form

import (
	"context"
	"runtime/debug"
	"sync/atomic"
	"time"

	"lianzhan/station"
)

// The bounds of the queue before the press.
const (
	mostWaiting = 4
	longestWait = 10 * time.Second
)

// Press writes PDFs, one at a time: each takes the memory of a whole typeface for a moment.
type Press struct {
	turn    chan struct{}
	waiting atomic.Int32
}

// NewPress sets a press up.
func NewPress() *Press { return &Press{turn: make(chan struct{}, 1)} }

// PDF writes sheets one behind the other; busy when too many wait already or the turn does not come in time.
func (p *Press) PDF(ctx context.Context, sheets ...Sheet) ([]byte, error) {
	done, err := p.queue(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return set(sheets)
}

func (p *Press) queue(ctx context.Context) (done func(), err error) {
	defer p.waiting.Add(-1)
	if p.waiting.Add(1) > mostWaiting {
		return nil, station.Busy("press_busy", "正在打印别的表格，请稍等一会儿再试。")
	}
	ctx, cancel := context.WithTimeout(ctx, longestWait)
	defer cancel()
	select {
	case p.turn <- struct{}{}:
		return p.done, nil
	case <-ctx.Done():
		return nil, station.Busy("press_busy", "正在打印别的表格，请稍等一会儿再试。").Because(ctx.Err())
	}
}

// done lets the next one in. When none waits, the typefaces' memory goes back to the machine at once.
func (p *Press) done() {
	if p.waiting.Load() == 0 {
		debug.FreeOSMemory()
	}
	<-p.turn
}
