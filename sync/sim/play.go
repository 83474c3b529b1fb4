package sim

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Range is a stretch of seeds to play.
type Range struct {
	First     uint64
	Seeds     int
	Steps     int
	Disasters int
	Workers   int
	// Again is every how many seeds one is played twice, to see that it replays; 0 is every 50th.
	Again int
	// Enough is how many failures end the range; 0 is 3.
	Enough int
}

// Report is what a range of seeds came to.
type Report struct {
	Seeds, Twice   int
	Frames, Facts  int
	Quiet, Longest int // steps to rest, in all and at most
	Took           time.Duration
	Hits           Coverage
	Failed         []Result
}

// Play plays a range, a worker for each core.
func Play(r Range) Report {
	r.Again, r.Enough, r.Workers = or(r.Again, 50), or(r.Enough, 3), or(r.Workers, 1)
	began := time.Now()
	var lock sync.Mutex
	var next, failed atomic.Int64
	var report Report
	var workers sync.WaitGroup
	for range r.Workers {
		workers.Go(func() {
			for {
				n := next.Add(1) - 1
				if n >= int64(r.Seeds) || failed.Load() >= int64(r.Enough) {
					return
				}
				got, twice := r.one(r.First+uint64(n), n)
				if got.Err != nil {
					failed.Add(1)
				}
				lock.Lock()
				report.add(got, twice)
				lock.Unlock()
			}
		})
	}
	workers.Wait()
	report.Took = time.Since(began)
	slices.SortFunc(report.Failed, func(a, b Result) int { return int(int64(a.Seed) - int64(b.Seed)) })
	return report
}

func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// one plays a seed, and now and then once more.
func (r Range) one(seed uint64, n int64) (got Result, twice bool) {
	got = Run(seed, Harm{Steps: r.Steps, Disasters: r.Disasters})
	if n%int64(r.Again) != 0 || got.Err != nil {
		return got, false
	}
	if again := Run(seed, Harm{Steps: r.Steps, Disasters: r.Disasters}); again.Sum != got.Sum {
		got.Err = fmt.Errorf("played twice, the seed came to %016x and %016x", got.Sum, again.Sum)
	}
	return got, true
}

func (r *Report) add(got Result, twice bool) {
	r.Seeds++
	if twice {
		r.Twice++
	}
	r.Frames += got.Frames
	r.Facts += got.Facts
	r.Quiet += got.Quiet
	r.Longest = max(r.Longest, got.Quiet)
	r.Hits.Add(got.Hits)
	if got.Err != nil {
		r.Failed = append(r.Failed, got)
	}
}

// String prints the counters.
func (r Report) String() string {
	var s strings.Builder
	for f, n := range r.Hits {
		fmt.Fprintf(&s, "%-24s %d\n", Fault(f), n)
	}
	met, all := r.Hits.Kinds()
	fmt.Fprintf(&s, "%d seeds in %.1f s, %.0f a second; %d played twice; %d frames, %d changes; %d steps to rest on average, %d at most\n",
		r.Seeds, r.Took.Seconds(), float64(r.Seeds)/r.Took.Seconds(), r.Twice, r.Frames, r.Facts, r.Quiet/max(r.Seeds, 1), r.Longest)
	fmt.Fprintf(&s, "%d of %d kinds of fault met, %d seeds failed\n", met, all, len(r.Failed))
	return s.String()
}

// lastLines is how much of a failing seed's story is told.
const lastLines = 80

// Explain leaves out every fault and every step a failing seed fails without, and tells the end of what remains.
func Explain(failed Result, r Range) string {
	sort := func(err error) string { word, _, _ := strings.Cut(fmt.Sprint(err), " "); return word }
	fails := func(h Harm) bool { return sort(Run(failed.Seed, h).Err) == sort(failed.Err) }
	h := Harm{Steps: or(r.Steps, DefaultSteps), Disasters: r.Disasters, Without: map[Fault]bool{}}
	for cut := h.Steps / 2; cut > 2; cut /= 2 {
		for fewer := (Harm{Steps: h.Steps - cut, Disasters: h.Disasters, Without: h.Without}); fewer.Steps > 0 && fails(fewer); fewer.Steps -= cut {
			h = fewer
		}
	}
	var needed []string
	for f := range newLife {
		h.Without[f] = true
		if !fails(h) {
			delete(h.Without, f)
			needed = append(needed, f.String())
		}
	}
	var lines []string
	h.Trace = func(line string) { lines = append(lines, line) }
	end := Run(failed.Seed, h)
	lines = lines[max(0, len(lines)-lastLines):]
	return fmt.Sprintf("\nseed %d: %v\n  in %d steps with no other faults than [%s]: %v\n  the end of that:\n%s\n  replay: %s\n",
		failed.Seed, failed.Err, h.Steps, strings.Join(needed, " "), end.Err, strings.Join(lines, "\n"), Replay(failed.Seed))
}
