package account

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
)

// The second factor as every authenticator app knows it (RFC 6238): SHA-1, 6 digits, 30 seconds.
const (
	totpStep   = 30 // seconds
	totpDigits = 6
	totpSecret = 20 // bytes, as long as the digest
	totpSkew   = 1  // steps a telephone's clock may be off
	totpIssuer = "联站"
)

// totpAt is the code of a step.
func totpAt(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(step)))
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0x0f
	return fmt.Sprintf("%0*d", totpDigits, (binary.BigEndian.Uint32(sum[offset:])&0x7fffffff)%1_000_000)
}

// totpMatch finds the step a code belongs to, near the given moment.
func totpMatch(secret []byte, code string, now time.Time) (step int64, ok bool) {
	middle := now.Unix() / totpStep
	for s := middle - totpSkew; s <= middle+totpSkew; s++ {
		if subtle.ConstantTimeCompare([]byte(totpAt(secret, s)), []byte(code)) == 1 {
			step, ok = s, true
		}
	}
	return step, ok
}

// steps remembers the last code each account used: a code seen over the shoulder opens nothing, at no process of this box.
type steps struct {
	slate slate.Slate
	floor int64 // the step the program started in: what was used before may not be known, so it counts as used
}

// stepLife is how long a code is remembered; long before, it has ceased to match.
const stepLife = 10 * time.Minute

var errStep = station.Unauthorized("totp_used", "这组验证码已经用过，请等手机上出现新的一组。")

// use takes a step for an account, once. Refused with totp_used.
func (s *steps) use(ctx context.Context, account string, step int64) error {
	return slate.Update(ctx, s.slate, "desk/step/"+account, func(last *int64, _ bool) (time.Duration, error) {
		if step <= max(s.floor, *last) {
			return 0, errStep
		}
		*last = step
		return stepLife, nil
	})
}

func totpURI(login string, secret []byte) string {
	return "otpauth://totp/" + url.PathEscape(totpIssuer+":"+login) + "?" + url.Values{
		"secret": {secretText(secret)}, "issuer": {totpIssuer}, "algorithm": {"SHA1"},
		"digits": {fmt.Sprint(totpDigits)}, "period": {fmt.Sprint(totpStep)}}.Encode()
}

// secretText is a secret as people type it into an app.
func secretText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// seal hides a secret from whoever has the database without the station's key. It opens only for the same account.
func seal(key station.Key, account string, secret []byte) (string, error) {
	box, err := boxOf(key, account)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	rand.Read(nonce) // never fails
	return base64.RawStdEncoding.EncodeToString(box.Seal(nonce, nonce, secret, []byte(account))), nil
}

func unseal(key station.Key, account, sealed string) ([]byte, error) {
	box, err := boxOf(key, account)
	if err != nil {
		return nil, err
	}
	raw, err := base64.RawStdEncoding.DecodeString(sealed)
	if err != nil {
		return nil, err
	}
	if len(raw) < box.NonceSize() {
		return nil, errors.New("sealed secret is cut short")
	}
	return box.Open(nil, raw[:box.NonceSize()], raw[box.NonceSize():], []byte(account))
}

func boxOf(key station.Key, account string) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key.Sum("desk/totp", account))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

const recoveryCodes = 8

// freshRecovery makes the codes for the day the telephone is lost, and what is kept of them: each opens once.
func freshRecovery(key station.Key, account string) (codes, kept []string) {
	for range recoveryCodes {
		code := randomCode() + randomCode()[:2]
		codes = append(codes, code[:5]+"-"+code[5:])
		kept = append(kept, recoveryHash(key, account, code))
	}
	return codes, kept
}

func recoveryHash(key station.Key, account, code string) string {
	return base64.RawStdEncoding.EncodeToString(key.Sum("desk/recovery", account, station.FoldCode(code)))
}
