package intake

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	altcha "github.com/altcha-org/altcha-lib-go"

	"lianzhan/station"
)

const (
	// challengeLife is how long a challenge may be solved: a voter writes slowly.
	challengeLife = 10 * time.Minute
	// hardest bounds the work: half of it on average, about half a second on a cheap telephone of 2019.
	hardest = 40_000
	// longestSolution bounds what is decoded, in characters of base64.
	longestSolution = 1024
)

// Challenge is a proof of work to be done, in the first version of the ALTCHA protocol.
type Challenge = altcha.Challenge

// Challenges asks for proofs of work and knows a good one. Each counts once.
type Challenges struct {
	key   string
	clock Clock
	spent Once
}

// NewChallenges signs with the box's key.
func NewChallenges(key station.Key, clock Clock, tally Tally) *Challenges {
	return &Challenges{key: hex.EncodeToString(key.Sum("altcha")), clock: clock, spent: Once{Tally: tally}}
}

// New makes a challenge that runs out in ten minutes.
func (c *Challenges) New() (Challenge, error) {
	ends := c.clock.now().Add(challengeLife)
	return altcha.CreateChallenge(altcha.ChallengeOptions{Algorithm: altcha.SHA256, MaxNumber: hardest, HMACKey: c.key, Expires: &ends})
}

// Spend checks a solution, base64 of JSON, and uses it up. Errors: invalid for one that is wrong, late or used before.
func (c *Challenges) Spend(solution string) error {
	refused := station.Invalid("challenge_failed", "安全验证没有通过，请再点一次提交。")
	var payload altcha.Payload
	if len(solution) > longestSolution {
		return refused
	}
	body, err := base64.StdEncoding.DecodeString(solution)
	if err == nil {
		err = json.Unmarshal(body, &payload)
	}
	if err != nil || payload.Algorithm != string(altcha.SHA256) {
		return refused
	}
	right, err := altcha.VerifySolutionSafe(payload, c.key, false)
	if err != nil || !right {
		return refused
	}
	// The library would hold the expiry against the wall clock; ours may be corrected.
	seconds, err := strconv.ParseInt(altcha.ExtractParams(payload).Get("expires"), 10, 64)
	now, ends := c.clock.now(), time.Unix(seconds, 0)
	if err != nil || !ends.After(now) || ends.After(now.Add(2*challengeLife)) || !c.spent.Use(payload.Challenge, ends, now) {
		return refused
	}
	return nil
}
