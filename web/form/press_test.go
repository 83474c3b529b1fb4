package form

import (
	"bytes"
	"context"
	"runtime"
	"sync"
	"testing"

	"lianzhan/station"
)

func TestPrintsComeOneAfterTheOther(t *testing.T) {
	p := NewPress()
	var all sync.WaitGroup
	for range mostWaiting {
		all.Go(func() {
			pdf, err := p.PDF(t.Context(), MatterSheet(Case{}))
			if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
				t.Errorf("a print failed: %v", err)
			}
		})
	}
	all.Wait()
	if p.waiting.Load() != 0 || len(p.turn) != 0 {
		t.Errorf("%d wait, %d print", p.waiting.Load(), len(p.turn))
	}
}

func TestTooManyAreSentAway(t *testing.T) {
	p := NewPress()
	p.turn <- struct{}{}
	ctx, stop := context.WithCancel(t.Context())
	var waiting sync.WaitGroup
	for range mostWaiting {
		waiting.Go(func() {
			if _, err := p.PDF(ctx, Sheet{}); err == nil || station.Worded(err).Code != "press_busy" {
				t.Errorf("waited and got %v", err)
			}
		})
	}
	for p.waiting.Load() < mostWaiting {
		runtime.Gosched()
	}
	if _, err := p.PDF(t.Context(), Sheet{}); err == nil || station.Worded(err).Code != "press_busy" {
		t.Errorf("one too many got %v", err)
	}
	stop()
	waiting.Wait()
	<-p.turn
	if _, err := p.PDF(t.Context(), MatterSheet(Case{})); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func BenchmarkMatter(b *testing.B) {
	p := NewPress()
	sheet := MatterSheet(sampleCase())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.PDF(b.Context(), sheet); err != nil {
			b.Fatal(err)
		}
	}
}
