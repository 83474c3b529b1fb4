package sim

import "strings"

// Fault is one kind of harm, or something that can only be seen happening to the boxes because of one.
type Fault int

// The faults. Up to replayed they befall packets, up to leaked a push is altered on its way, up to forged somebody at a box
// does wrong, the last ones are what the boxes made of it.
const (
	lost Fault = iota
	duplicated
	reordered
	delayed
	replayed

	truncated
	altered
	unproven
	leaked

	cutUpward
	cutDownward
	halfOpen
	diedEarly
	diedTorn
	diedLate
	lyingDisk
	diskFull
	clock1970
	clock2099
	clockBack
	clockFrozen
	rtcReset
	clonedDisk
	swapped
	countyRestored
	townRestored
	villageRestored
	promoted
	reparented
	revokedDevice
	nodeMoved
	recordMoved
	newerVersion
	poison
	forged

	newLife
	setBack
	forkFound
	enrolled
	destroyed
	silenced
	mended
	pipelined
	faults
)

var faultNames = strings.Fields(`drop duplicate reorder delay replayed-frame
	truncated-frame altered-body wrong-proof leaking-child
	one-way-cut-up one-way-cut-down half-open crash-before-commit crash-torn crash-after-flush lost-fsync disk-full
	clock-1970 clock-2099 clock-1h-back clock-frozen rtc-reset cloned-disk swapped-device county-restored town-restored
	village-restored standby-promoted re-parented revoked-device node-moved record-moved newer-version poison-change forged-change
	(new-life) (log-set-back) (fork-found) (enrolled) (every-copy-destroyed) (words-destroyed) (mended-overnight) (push-behind-push)`)

// String names the fault as the coverage prints it.
func (f Fault) String() string { return faultNames[f] }

// disaster reports whether a fault takes a disk away or doubles it.
func (f Fault) disaster() bool {
	switch f {
	case lyingDisk, clonedDisk, swapped, countyRestored, townRestored, villageRestored, promoted, revokedDevice:
		return true
	}
	return false
}

// Coverage counts how often each fault happened.
type Coverage [faults]int

// Add counts another run's.
func (c *Coverage) Add(o Coverage) {
	for f := range o {
		c[f] += o[f]
	}
}

// Overnight is how many runs were as they must be only after the boxes compared what they hold.
func (c *Coverage) Overnight() int { return c[mended] }

// Kinds is how many kinds of fault were met.
func (c *Coverage) Kinds() (met, all int) {
	for f := range newLife {
		if c[f] > 0 {
			met++
		}
	}
	return met, int(newLife)
}
