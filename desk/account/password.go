package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"lianzhan/station"
)

// The cost of one hash: the second recommended setting of OWASP's password storage sheet, about 25 ms on a mini PC.
const (
	hashPasses  = 2
	hashMemory  = 19 << 10 // KiB
	hashThreads = 1
	hashSize    = 32
	saltSize    = 16

	hashesAtOnce = 2 // so that a flood of sign-ins takes no more than 38 MiB
	hashWait     = 5 * time.Second
)

// nobody is a hash no password has: an unknown login costs the same time as a known one.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// hasher makes and compares hashes, few at a time.
type hasher struct {
	seats chan struct{}
	wait  time.Duration // for a free seat
}

func newHasher() hasher { return hasher{seats: make(chan struct{}, hashesAtOnce), wait: hashWait} }

// sit waits for a free seat, busy when none comes free in time.
func (h hasher) sit(ctx context.Context) (stand func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, h.wait)
	defer cancel()
	select {
	case h.seats <- struct{}{}:
		return h.stand, nil
	case <-ctx.Done():
		return nil, station.Busy("sign_in_busy", "现在登录的人太多，请稍后再试。").Because(ctx.Err())
	}
}

// stand frees a seat. The last to stand gives the memory of the hashes back at once: it is as much again as all the rest
// of a station takes, for something done a few times a day.
func (h hasher) stand() {
	if len(h.seats) == 1 {
		debug.FreeOSMemory()
	}
	<-h.seats
}

// hash keeps a password as the PHC string of argon2id with a fresh salt (RFC 9106).
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	stand, err := h.sit(ctx)
	if err != nil {
		return "", err
	}
	defer stand()
	salt := make([]byte, saltSize)
	rand.Read(salt) // never fails
	sum := argon2.IDKey(plain(password), salt, hashPasses, hashMemory, hashThreads, hashSize)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum)), nil
}

// same reports whether a password has a hash.
func (h hasher) same(ctx context.Context, hash, password string) (bool, error) {
	var version int
	var memory, passes uint32
	var threads uint8
	head, salt64, sum64 := cutHash(hash)
	if _, err := fmt.Sscanf(head, "$argon2id$v=%d$m=%d,t=%d,p=%d", &version, &memory, &passes, &threads); err != nil {
		return false, fmt.Errorf("password hash: %w", err)
	}
	salt, err := base64.RawStdEncoding.DecodeString(salt64)
	if err != nil {
		return false, fmt.Errorf("password salt: %w", err)
	}
	sum, err := base64.RawStdEncoding.DecodeString(sum64)
	if err != nil || len(sum) != hashSize || version != argon2.Version || memory > 4*hashMemory || passes > 4*hashPasses ||
		passes == 0 || threads == 0 {
		return false, fmt.Errorf("password hash of another kind: %w", err)
	}
	stand, err := h.sit(ctx)
	if err != nil {
		return false, err
	}
	defer stand()
	return subtle.ConstantTimeCompare(argon2.IDKey(plain(password), salt, passes, memory, threads, hashSize), sum) == 1, nil
}

// cutHash parts a PHC string into what precedes the salt, the salt and the sum.
func cutHash(hash string) (head, salt, sum string) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		return "", "", ""
	}
	return strings.Join(parts[:4], "$"), parts[4], parts[5]
}

// plain is a password as it is hashed: what an input method writes wide or composed counts as typed plainly.
func plain(password string) []byte { return norm.NFKC.Bytes([]byte(password)) }

// initialPassword is what a new account gets until its owner chooses: 60 random bits, easy to read out.
func initialPassword() string {
	code := randomCode() + randomCode()
	return code[:4] + "-" + code[4:8] + "-" + code[8:12]
}

func randomCode() string {
	var random [5]byte
	rand.Read(random[:]) // never fails
	return station.CodeFrom(random)
}
