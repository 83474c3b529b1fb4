package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
)

// units are the services of a box and how exposed systemd may find them, out of ten.
var units = []struct {
	name string
	most float64
}{{"lianzhan-station.service", 1.2}, {"lianzhan-screen.service", 3.5}}

var exposure = regexp.MustCompile(`Overall exposure level for \S+: ([0-9.]+)`)

// measureUnits asks systemd how much each service could do to the box.
func measureUnits(ctx context.Context, b *bench) error {
	for _, unit := range units {
		out, err := exec.CommandContext(ctx, "systemd-analyze", "security", "--offline=true", "--no-pager", "systemd/"+unit.name).CombinedOutput()
		found := exposure.FindSubmatch(out)
		if found == nil {
			return fmt.Errorf("systemd-analyze %s: %w\n%s", unit.name, err, out)
		}
		score, err := strconv.ParseFloat(string(found[1]), 64)
		if err != nil {
			return err
		}
		b.line("systemd-analyze security: "+unit.name, "", sample{score}, atMost(unit.most))
	}
	return nil
}
