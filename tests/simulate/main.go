// Command simulate plays seeds of the sync simulator on all cores and prints what they met. With -seed it plays one and
// tells what happens in it.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"lianzhan/sync/sim"
)

// enoughKinds of fault have to be met in a thousand seeds.
const enoughKinds = 30

// seldom is how many seeds may have one that only the daily comparison mends: it is there for what nobody thought of.
const seldom = 200

func main() {
	seeds := flag.Int("seeds", 5000, "how many seeds")
	first := flag.Uint64("first", 1, "the first seed")
	steps := flag.Int("steps", sim.DefaultSteps, "steps under faults")
	disasters := flag.Int("disasters", sim.DefaultDisasters, "disks a seed loses or doubles at most")
	seed := flag.Uint64("seed", 0, "play this seed alone and tell what happens")
	workers := flag.Int("workers", runtime.GOMAXPROCS(0), "seeds at a time")
	brief := flag.Bool("brief", false, "one line for each seed that fails")
	enough := flag.Int("enough", 3, "failing seeds that end it")
	flag.Parse()
	debug.SetGCPercent(400) // a seed lives for milliseconds
	if *seed != 0 {
		os.Exit(tell(*seed, *steps, *disasters))
	}
	seedsOf := sim.Range{First: *first, Seeds: *seeds, Steps: *steps, Disasters: *disasters, Workers: *workers, Enough: *enough}
	report := sim.Play(seedsOf)
	for _, failed := range report.Failed {
		fmt.Printf("seed %d: %v\n", failed.Seed, failed.Err)
	}
	if !*brief {
		fmt.Print(report)
		for _, failed := range report.Failed {
			fmt.Print(sim.Explain(failed, seedsOf))
		}
	}
	if len(report.Failed) > 0 || *seeds >= 1000 && !wellMixed(report) {
		os.Exit(1)
	}
}

// wellMixed reports whether a range met enough, and the lanes did nearly all of the work.
func wellMixed(report sim.Report) bool {
	met, all := report.Hits.Kinds()
	if met < enoughKinds {
		fmt.Printf("only %d of %d kinds of fault were met\n", met, all)
		return false
	}
	if overnight := report.Hits.Overnight(); overnight*seldom > report.Seeds {
		fmt.Printf("%d seeds were well only after the boxes compared what they hold: more than one in %d\n", overnight, seldom)
		return false
	}
	return true
}

func tell(seed uint64, steps, disasters int) int {
	r := sim.Run(seed, sim.Harm{Steps: steps, Disasters: disasters, Trace: func(line string) { fmt.Println(line) }})
	if r.Err != nil {
		fmt.Println(r.Err)
		return 1
	}
	fmt.Printf("seed %d: well after %d steps under faults and %d to rest, sum %016x\n", seed, r.Steps, r.Quiet, r.Sum)
	return 0
}
