package sim

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pitfalls are what the trackers of other replicators show to go wrong, each with the tale that holds it here, or with the
// test of another room that does.
var pitfalls = []struct {
	n         int
	what      string
	tell      func(w tale)
	elsewhere string // file and test, from the top of the house; several are parted by commas
}{
	{1, "a cursor over numbers that are taken before the commit", nil, "store/contract/race_test.go TestRaceOfWritersLosesNothing"},
	{2, "fixes of that which look right", nil, "store/contract/race_test.go TestRaceOfWritersLosesNothing"},
	{3, "a time as cursor misses and repeats", cursorIsNoTime, ""},
	{4, "a restore sets cursors back in silence", restoreIsHealed, "store/highwater_test.go TestRestoreBeginsAnotherLife"},
	{5, "a new epoch that starts everything over", restoreSendsLittle, ""},
	{6, "a cloned disk is two devices with one name", cloneIsFoundOut, ""},
	{7, "a clock in 2099 wins for ever", futureDoesNotWin, ""},
	{8, "a bad clock is turned away", badClockIsWelcome, ""},
	{9, "a poisoned change blocks the queue", poisonHoldsNobodyUp, ""},
	{10, "a retry that waits for the next write", retryNeedsNoWrite, ""},
	{11, "one lane that fails silences the other", lanesAreApart, ""},
	{12, "a relay loses what its filter hid", relayPassesEverything, ""},
	{13, "sessions cut short fill the disk", cutSessionsLeaveNothing, ""},
	{14, "errors grow with the number of sessions", thousandSessions, ""},
	{15, "a change of scope leaves what is no longer yours", moveIsTakenOut, ""},
	{16, "what was deleted comes back from an old disk", deletedStaysDeleted, ""},
	{17, "files hold up records", nil, "tests/file_apart_test.go TestAPictureThatHangsHoldsUpNoRecord"},
	{18, "a file goes on at a stale lock or a wrong offset, or begins anew", nil, "sync/above/carry_test.go TestARefusedPartGoesOnWhereTheParentIs, " +
		"store/part_test.go TestAStalledSenderHoldsNoLock, tests/file_lane_test.go TestAFileGoesOnWhereItWasCut"},
	{19, "files that stopped arriving, or that nothing names, stay for ever", nil, "store/part_test.go TestPartsThatStoppedArrivingAreSwept, " +
		"store/loose_test.go TestOnlyLooseFilesGo, store/verbs/files_test.go TestFilesAreListedBeforeTheyGo"},
	{20, "whether a file is here is told to whoever asks", nil, "tests/file_lane_test.go TestAFileIsAnsweredToWhoMayKnow"},
	{21, "a half-open line believes it is online", halfOpenIsNoticed, "sync/above/lane_test.go TestADoorbellIsPingedUntilItEnds, " +
		"sync/above/silence_test.go TestASilentParentIsNotBelieved, web/socket/socket_test.go TestSilenceIsDeathAndPongsAreLife"},
	{22, "an acknowledgement before the disk has it", ackIsDurable, ""},
	{23, "exactly once within a window only", replayAfterAMonth, ""},
	{24, "a stream stalls after an outage or a re-created source", replacedTownCatchesUp, ""},
	{25, "out of order corrupts", disorderIsSorted, ""},
	{26, "an upgrade makes everybody send everything again", upgradeSendsNothing, ""},
	{27, "a torn page after a power cut", tornPageIsRolledBack, "store/damage_test.go TestKilledWriterLosesNothing, store/torn_test.go TestATornLastPageIsTheCommitBefore"},
	{28, "a notice from the database that is lost", nil, "store/postgres/news_test.go TestForgottenCommitsAreToldAsMissed"},
	{29, "a standby that lags takes over", standbyIsHealed, "store/contract/failover_test.go TestFailoverLosesNothing, " +
		"store/postgres/primary_test.go TestWhoGivesUpCancelsNothing"},
	{30, "a replica reads another order", nil, "store/postgres/primary_test.go TestAServerThatOnlyReadsIsNotTaken"},
	{31, "a database of the family lacks what PostgreSQL has", nil, "store/contract/dialect_test.go TestTheFamilyIsEnough"},
	{32, "a box holds more than it can carry, and nobody knows", nil, "county/health_test.go TestABoxThatHoldsTooMuchIsShown, " +
		"tests/sync_test.go TestAStationSaysHowMuchItHolds"},
}

func TestPitfalls(t *testing.T) {
	for _, p := range pitfalls {
		t.Run(p.what, func(t *testing.T) {
			if p.tell != nil {
				p.tell(newTale(t))
			}
			if p.elsewhere == "" {
				return
			}
			for place := range strings.SplitSeq(p.elsewhere, ", ") {
				file, test, _ := strings.Cut(place, " ")
				source, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(file)))
				if err != nil || !strings.Contains(string(source), "func "+test+"(") {
					t.Errorf("pitfall %d is held by no %s any more: %v", p.n, place, err)
				}
			}
		})
	}
}
