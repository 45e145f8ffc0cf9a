# docker build --tag inkling . && docker run --rm --publish 8501:8501 --read-only --tmpfs /tmp inkling
#
# Streamlit's page on 0.0.0.0:8501; STREAMLIT_SERVER_PORT names another port. Nothing is fetched when it starts,
# and nothing written but to /tmp.

FROM python:3.11-slim@sha256:9534e5a8e315485d4061ed659af0fd78a284c015f9b73661b41d6bab25604534

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501

WORKDIR /app

COPY requirements.lock ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: --requirement requirements.lock

COPY LICENSE DATA-LICENSES.md app.py page.py ./
COPY .streamlit .streamlit
COPY assets assets
COPY content content
COPY locale locale
COPY model model
COPY views views
RUN python -m compileall -q .

USER 1000:1000
EXPOSE 8501

HEALTHCHECK --interval=10s --timeout=10s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"STREAMLIT_SERVER_PORT\"]}/_stcore/health', timeout=5)"]

CMD ["python", "-m", "streamlit", "run", "app.py"]
