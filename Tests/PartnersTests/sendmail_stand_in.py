"""Stands in for sendmail: `sendmail_stand_in.py PORT -t -i` takes one message on standard input and brings it to the mail
server at that port of this machine, to whom its head says. Its exit status is one of sysexits.h."""
import email
import email.policy
import email.utils
import smtplib
import sys

if sys.argv[2:] != ["-t", "-i"]:
    sys.exit(64)
text = sys.stdin.buffer.read()
message = email.message_from_bytes(text, policy=email.policy.default)
people = [address for _, address in email.utils.getaddresses(message.get_all("To", []))]
try:
    with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as server:
        server.sendmail(email.utils.parseaddr(message["From"])[1], people, text.replace(b"\n", b"\r\n"))
except smtplib.SMTPRecipientsRefused as refused:
    sys.exit(75 if min(code for code, _ in refused.recipients.values()) < 500 else 67)
except OSError:
    print("no server", file=sys.stderr)
    sys.exit(69)
