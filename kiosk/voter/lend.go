package voter

import (
	"crypto/subtle"
	"encoding/hex"
	"strconv"
	"time"
)

// lendLife is how long the address of a private picture works, at least.
const lendLife = 10 * time.Minute

// lent is the address of a file only the voter may see, good for a while. Without the seal the file is not served.
func (v *Counter) lent(hash string) string {
	until := strconv.FormatInt(v.now().Add(2*lendLife).Truncate(lendLife).Unix(), 36)
	return "/api/v1/files/" + hash + "?until=" + until + "&seal=" + v.seal(hash, until)
}

func (v *Counter) seal(hash, until string) string {
	return hex.EncodeToString(v.key.Sum("file", hash, until)[:16])
}

func (v *Counter) lentAll(hashes []string) []string {
	addresses := make([]string, 0, len(hashes))
	for _, hash := range hashes {
		addresses = append(addresses, v.lent(hash))
	}
	return addresses
}

// Guarded reports whether a file must not be shown to whoever asks, and whether this asker brought a seal that holds.
func (v *Counter) Guarded(hash, until, seal string) (private, lent bool, err error) {
	if _, err := v.open(); err != nil {
		return true, false, err
	}
	if !v.docket.Private(hash) {
		return false, false, nil
	}
	ends, err := strconv.ParseInt(until, 36, 64)
	lent = err == nil && v.now().Unix() < ends && subtle.ConstantTimeCompare([]byte(seal), []byte(v.seal(hash, until))) == 1
	return true, lent, nil
}
