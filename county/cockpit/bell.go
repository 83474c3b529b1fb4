package cockpit

import (
	"sync"
	"time"
)

const ringEvery = 2 * time.Second

// bell rings once for any number of changes that come close together.
type bell struct {
	rung    chan struct{}
	stop    chan struct{}
	once    sync.Once
	running sync.WaitGroup
}

func newBell(rings func()) *bell {
	b := &bell{rung: make(chan struct{}, 1), stop: make(chan struct{})}
	if rings != nil {
		b.running.Go(func() { b.run(rings) })
	}
	return b
}

func (b *bell) ring() {
	select {
	case b.rung <- struct{}{}:
	default:
	}
}

func (b *bell) run(rings func()) {
	pause := time.NewTimer(ringEvery)
	defer pause.Stop()
	for {
		select {
		case <-b.stop:
			return
		case <-b.rung:
		}
		rings()
		pause.Reset(ringEvery)
		select {
		case <-b.stop:
			return
		case <-pause.C:
		}
	}
}

func (b *bell) close() {
	b.once.Do(func() { close(b.stop) })
	b.running.Wait()
}
